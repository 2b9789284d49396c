/// Stories of Auto Scaling groups, told in text and played on the simulated plant.
@NullMarked
package dev.evenkeel.story;

import org.jspecify.annotations.NullMarked;
