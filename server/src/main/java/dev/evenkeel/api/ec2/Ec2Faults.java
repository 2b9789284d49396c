package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import java.util.List;

/// The faults that many EC2 operations share, in EC2's own words.
final class Ec2Faults {
    private Ec2Faults() {}

    static ApiFault missing(String parameter) {
        return new ApiFault(
                "MissingParameter", "The request must contain the parameter " + parameter);
    }

    static ApiFault invalid(String message) {
        return new ApiFault("InvalidParameterValue", message);
    }

    static ApiFault combination(String message) {
        return new ApiFault("InvalidParameterCombination", message);
    }

    /// For what AWS can do and this product cannot.
    static ApiFault unsupported(String message) {
        return new ApiFault("UnsupportedOperation", message);
    }

    static ApiFault dryRun() {
        return new ApiFault(
                "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
    }

    static ApiFault noInstances(List<String> ids) {
        String text =
                ids.size() == 1
                        ? "The instance ID '" + ids.getFirst() + "' does not exist"
                        : "The instance IDs '" + String.join(", ", ids) + "' do not exist";
        return new ApiFault("InvalidInstanceID.NotFound", text);
    }

    static ApiFault malformedInstance(String id) {
        return new ApiFault(
                "InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\" (expecting \"i-...\")");
    }

    static ApiFault noGroup(String id) {
        return new ApiFault(
                "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }

    static ApiFault noSubnet(String id) {
        return new ApiFault(
                "InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }

    static ApiFault noVpc(String id) {
        return new ApiFault("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }
}
