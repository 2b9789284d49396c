/// AWS Certificate Manager: certificates that were imported.
@NullMarked
package dev.evenkeel.api.acm;

import org.jspecify.annotations.NullMarked;
