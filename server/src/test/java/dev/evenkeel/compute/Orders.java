package dev.evenkeel.compute;

import dev.evenkeel.compute.InstanceDriver.Order;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Orders for instances 1, 2, 3 ...: each with its own id and address, all in one zone.
public final class Orders {
    public static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    public static final String ZONE = "us-east-1a";

    private Orders() {}

    public static InstanceId id(int number) {
        return new InstanceId(String.format("i-%017x", number));
    }

    public static Order order(int number, String userData) {
        return in(ZONE, number, userData);
    }

    public static Order in(String zone, int number, String userData) {
        String encoded =
                Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8));
        return encoded(zone, number, encoded);
    }

    public static Order encoded(String zone, int number, String userData) {
        var settings =
                new InstanceSettings(
                        Optional.of("ami-1"),
                        Optional.of("t3.micro"),
                        Optional.of(userData),
                        Optional.empty(),
                        java.util.List.of(),
                        Optional.empty(),
                        Tags.NONE);
        return new Order(
                id(number),
                SCOPE,
                new Instance.Placement(zone, "subnet-1", "127.31.15." + number, "eni-" + number),
                settings,
                Tags.of(Map.of("Name", "web " + number)),
                Optional.of("web"),
                Instant.parse("2026-01-01T00:00:00Z"));
    }
}
