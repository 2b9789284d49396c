/// Mistakes put into the product on purpose, which its tests must notice.
@NullMarked
package dev.evenkeel.mutant;

import org.jspecify.annotations.NullMarked;
