package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.AccountAttribute;
import dev.evenkeel.wire.ec2.AccountAttributeValue;
import dev.evenkeel.wire.ec2.DescribeAccountAttributesRequest;
import dev.evenkeel.wire.ec2.DescribeAccountAttributesResult;
import dev.evenkeel.wire.ec2.DescribeAddressesRequest;
import dev.evenkeel.wire.ec2.DescribeAddressesResult;
import dev.evenkeel.wire.ec2.DescribeInternetGatewaysRequest;
import dev.evenkeel.wire.ec2.DescribeInternetGatewaysResult;
import dev.evenkeel.wire.ec2.DescribeKeyPairsRequest;
import dev.evenkeel.wire.ec2.DescribeKeyPairsResult;
import dev.evenkeel.wire.ec2.DescribeVolumesRequest;
import dev.evenkeel.wire.ec2.DescribeVolumesResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an account has none of, because nothing here makes any: key pairs, elastic addresses,
/// volumes, internet gateways. And what it may do.
final class NeverMade {
    private NeverMade() {}

    static DescribeKeyPairsResult keyPairs(World world, Call call, DescribeKeyPairsRequest input) {
        for (String name : Present.orEmpty(input.keyNames())) {
            throw new ApiFault(
                    "InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist");
        }
        return new DescribeKeyPairsResult(List.of());
    }

    static DescribeAddressesResult addresses(
            World world, Call call, DescribeAddressesRequest input) {
        for (String id : Present.orEmpty(input.allocationIds())) {
            throw new ApiFault(
                    "InvalidAllocationID.NotFound",
                    "The allocation ID '" + id + "' does not exist");
        }
        return new DescribeAddressesResult(List.of());
    }

    static DescribeInternetGatewaysResult internetGateways(
            World world, Call call, DescribeInternetGatewaysRequest input) {
        for (String id : Present.orEmpty(input.internetGatewayIds())) {
            throw new ApiFault(
                    "InvalidInternetGatewayID.NotFound",
                    "The internetGateway ID '" + id + "' does not exist");
        }
        return new DescribeInternetGatewaysResult(List.of(), null);
    }

    static DescribeVolumesResult volumes(World world, Call call, DescribeVolumesRequest input) {
        for (String id : Present.orEmpty(input.volumeIds())) {
            throw new ApiFault("InvalidVolume.NotFound", "The volume '" + id + "' does not exist.");
        }
        return DescribeVolumesResult.builder().volumes(List.of()).build();
    }

    static DescribeAccountAttributesResult accountAttributes(
            World world, Call call, DescribeAccountAttributesRequest input) {
        Map<String, String> known = new TreeMap<>();
        known.put("supported-platforms", "VPC");
        known.put("default-vpc", world.site().network().vpcId());
        known.put("max-instances", Integer.toString(RunInstances.MAX_INSTANCES));
        List<String> names = Present.orEmpty(input.attributeNames());
        return new DescribeAccountAttributesResult(
                known.entrySet().stream()
                        .filter(entry -> names.isEmpty() || names.contains(entry.getKey()))
                        .map(entry ->
                                new AccountAttribute(
                                        entry.getKey(),
                                        List.of(new AccountAttributeValue(entry.getValue()))))
                        .toList());
    }
}
