package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Address ranges as security groups keep them: `100.68.0.18/18` is `100.68.0.0/18`.
final class Cidr {
    private static final Pattern IPV4 = Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3})/(\\d{1,2})");
    private static final Pattern IPV6 =
            Pattern.compile("([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

    private Cidr() {}

    static String ipv4(@Nullable String text) {
        return canonical(text, IPV4, 4);
    }

    /// Shortened at the longest run of zeros, so that every range has one name.
    static String ipv6(@Nullable String text) {
        return canonical(text, IPV6, 16);
    }

    private static String canonical(@Nullable String text, Pattern form, int bytes) {
        Matcher matcher = form.matcher(text == null ? "" : text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > bytes * 8) {
            throw malformed(text);
        }
        int prefix = Integer.parseInt(matcher.group(2));
        byte[] address = address(matcher.group(1), text);
        if (address.length != bytes) {
            throw malformed(text);
        }
        for (int bit = prefix; bit < bytes * 8; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return (bytes == 4 ? dotted(address) : shortened(address)) + "/" + prefix;
    }

    private static byte[] address(String literal, @Nullable String text) {
        try {
            // A literal is never looked up.
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException notAnAddress) {
            throw malformed(text);
        }
    }

    private static String dotted(byte[] a) {
        return (a[0] & 255) + "." + (a[1] & 255) + "." + (a[2] & 255) + "." + (a[3] & 255);
    }

    private static String shortened(byte[] address) {
        var groups = new StringBuilder();
        for (int i = 0; i < address.length; i += 2) {
            int group = ((address[i] & 255) << 8) | (address[i + 1] & 255);
            groups.append(':').append(Integer.toHexString(group));
        }
        String full = groups.substring(1);
        for (int zeros = 8; zeros > 1; zeros--) {
            String run = "0:".repeat(zeros - 1) + "0";
            Matcher found = Pattern.compile("(?<![0-9a-f])" + run + "(?![0-9a-f])").matcher(full);
            if (found.find()) {
                String before = full.substring(0, found.start()).replaceFirst(":$", "");
                return before + "::" + full.substring(found.end()).replaceFirst("^:", "");
            }
        }
        return full;
    }

    private static ApiFault malformed(@Nullable String text) {
        return Ec2Faults.invalid("CIDR block " + text + " is malformed");
    }
}
