package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An IPv4 address that may be a target: loopback, or one of the private ranges AWS allows.
record TargetIp(int first, int second, String text) {
    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final int MAX_OCTET = 255;
    private static final String ALL_ZONES = "all";

    static TargetIp of(String text) {
        var matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            throw notAnAddress(text);
        }
        for (int i = 1; i <= 4; i++) {
            if (Integer.parseInt(matcher.group(i)) > MAX_OCTET) {
                throw notAnAddress(text);
            }
        }
        var address =
                new TargetIp(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        text);
        if (!address.isPrivate()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_TARGET,
                    "The IP address '"
                            + text
                            + "' is not a loopback address nor in 10.0.0.0/8, 100.64.0.0/10,"
                            + " 172.16.0.0/12 or 192.168.0.0/16");
        }
        return address;
    }

    private static ApiFault notAnAddress(String text) {
        return ApiFault.validation("The IP address '" + text + "' is not a valid IPv4 address");
    }

    private boolean isPrivate() {
        return switch (first) {
            case 10, 127 -> true;
            case 100 -> second >= 64 && second < 128;
            case 172 -> second >= 16 && second < 32;
            case 192 -> second == 168;
            default -> false;
        };
    }

    /// The zone it is registered in: the one asked for, else its subnet's, else `all`.
    String zone(World world, @Nullable String asked) {
        if (asked == null) {
            return world.site().network().zoneOf(text).orElse(ALL_ZONES);
        }
        if (!asked.equals(ALL_ZONES) && !world.site().zones().contains(asked)) {
            throw ApiFault.validation("The Availability Zone '" + asked + "' is not valid");
        }
        return asked;
    }
}
