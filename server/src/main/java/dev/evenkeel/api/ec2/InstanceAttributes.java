package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.AttributeBooleanValue;
import dev.evenkeel.wire.ec2.AttributeValue;
import dev.evenkeel.wire.ec2.DescribeInstanceAttributeRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceCreditSpecificationsRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceCreditSpecificationsResult;
import dev.evenkeel.wire.ec2.InstanceAttribute;
import dev.evenkeel.wire.ec2.InstanceCreditSpecification;
import java.util.Collection;
import java.util.List;

/// Single attributes of an instance.
final class InstanceAttributes {
    private final Machines machines;

    InstanceAttributes(Machines machines) {
        this.machines = machines;
    }

    InstanceAttribute describe(World world, Call call, DescribeInstanceAttributeRequest input) {
        Instance instance = new InstanceLookup(world.in(call.scope())).find(input.instanceId());
        var answer = InstanceAttribute.builder().instanceId(instance.id());
        var no = new AttributeBooleanValue(false);
        String name = input.attribute() == null ? "" : input.attribute();
        switch (name) {
            case "instanceType" ->
                    answer.instanceType(new AttributeValue(InstanceShapes.typeOf(instance)));
            case "userData" ->
                    answer.userData(
                            new AttributeValue(instance.settings().userData().orElse(null)));
            case "disableApiTermination" -> answer.disableApiTermination(no);
            case "disableApiStop" -> answer.disableApiStop(no);
            case "ebsOptimized" -> answer.ebsOptimized(no);
            case "sourceDestCheck" -> answer.sourceDestCheck(new AttributeBooleanValue(true));
            case "instanceInitiatedShutdownBehavior" ->
                    answer.instanceInitiatedShutdownBehavior(new AttributeValue("stop"));
            case "rootDeviceName" -> answer.rootDeviceName(new AttributeValue(Images.ROOT_DEVICE));
            case "blockDeviceMapping" -> answer.blockDeviceMappings(List.of());
            case "productCodes" -> answer.productCodes(List.of());
            case "groupSet" -> answer.groups(new InstanceShapes(world, machines).groups(instance));
            default ->
                    throw Ec2Faults.invalid(
                            "Value ("
                                    + name
                                    + ") for parameter attribute is invalid. Unknown"
                                    + " attribute.");
        }
        return answer.build();
    }

    /// Nothing throttles a burstable instance here, which is what `unlimited` says.
    static DescribeInstanceCreditSpecificationsResult credits(
            World world, Call call, DescribeInstanceCreditSpecificationsRequest input) {
        var region = world.in(call.scope());
        List<String> ids = Present.orEmpty(input.instanceIds());
        Collection<Instance> asked =
                ids.isEmpty() ? region.all(Instance.class) : new InstanceLookup(region).find(ids);
        List<InstanceCreditSpecification> all =
                asked.stream()
                        .filter(i -> InstanceTypes.isBurstable(InstanceShapes.typeOf(i)))
                        .map(i -> new InstanceCreditSpecification(i.id(), "unlimited"))
                        .toList();
        return new DescribeInstanceCreditSpecificationsResult(all, null);
    }
}
