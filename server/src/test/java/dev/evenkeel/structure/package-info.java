/// Tests of the code's own structure: who may know whom, what shape methods have, and that no test
/// is skipped.
@NullMarked
package dev.evenkeel.structure;

import org.jspecify.annotations.NullMarked;
