/// Instances: what a listing of the machine says about them.
@NullMarked
package dev.evenkeel.decide.instance;

import org.jspecify.annotations.NullMarked;
