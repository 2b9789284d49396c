package dev.evenkeel;
import dev.evenkeel.compute.*; import dev.evenkeel.model.*; import java.util.function.Supplier;
record LocalMetadata(Supplier<World> world) implements InstanceMetadata {
    @Override public void attach(InstanceDriver.Order order) {}
    @Override public void detach(InstanceId id) {}
    @Override public String endpoint(String address) { return "http://" + address; }
}
