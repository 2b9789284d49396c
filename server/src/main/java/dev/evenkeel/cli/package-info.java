/// The command line: flags, environment variables and the configuration file become one `Settings`
/// record.
@NullMarked
package dev.evenkeel.cli;

import org.jspecify.annotations.NullMarked;
