/// AWS's shapes as data: what the generated records, one package per service, say about themselves,
/// so that one generic codec can read, check and write all of them.
@NullMarked
package dev.evenkeel.wire;

import org.jspecify.annotations.NullMarked;
