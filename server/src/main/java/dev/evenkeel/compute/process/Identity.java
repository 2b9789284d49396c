package dev.evenkeel.compute.process;

import dev.evenkeel.compute.InstanceDriver.Order;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Scope;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who an instance is, for as long as it lives: what the driver must know of it after a restart.
///
/// On disk it is lines of `name=value`. The format is the driver's own, so that a later version of
/// the model, or of this driver, still knows the instances that run.
record Identity(InstanceId id, Scope scope, String zone, InetAddress address) {
    static Identity of(Order order) {
        return new Identity(
                order.id(),
                order.scope(),
                order.placement().zone(),
                InetAddress.ofLiteral(order.placement().address()));
    }

    String text() {
        return "account="
                + scope.account()
                + "\nregion="
                + scope.region()
                + "\nzone="
                + zone
                + "\naddress="
                + address.getHostAddress()
                + "\n";
    }

    /// Empty if anything is missing or no such thing.
    static Optional<Identity> parse(InstanceId id, String text) {
        Map<String, String> values = new HashMap<>();
        text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(line ->
                        values.put(
                                line.substring(0, line.indexOf('=')),
                                line.substring(line.indexOf('=') + 1)));
        String zone = values.getOrDefault("zone", "");
        try {
            var scope =
                    new Scope(
                            values.getOrDefault("account", ""), values.getOrDefault("region", ""));
            InetAddress address = InetAddress.ofLiteral(values.getOrDefault("address", ""));
            return zone.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Identity(id, scope, zone, address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
