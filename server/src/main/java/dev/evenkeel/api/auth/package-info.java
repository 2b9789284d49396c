/// Who calls: AWS's Signature Version 4, verified for headers and for presigned queries. Whoever
/// can call RunInstances runs code here, so this is on unless it is switched off.
@NullMarked
package dev.evenkeel.api.auth;

import org.jspecify.annotations.NullMarked;
