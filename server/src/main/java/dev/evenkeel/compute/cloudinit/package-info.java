/// User data, read as cloud-init reads it: scripts, `#cloud-config`, gzip, MIME multipart.
@NullMarked
package dev.evenkeel.compute.cloudinit;

import org.jspecify.annotations.NullMarked;
