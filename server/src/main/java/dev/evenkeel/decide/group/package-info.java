/// Auto Scaling groups: who is a member, who is sick, who comes and who goes.
@NullMarked
package dev.evenkeel.decide.group;

import org.jspecify.annotations.NullMarked;
