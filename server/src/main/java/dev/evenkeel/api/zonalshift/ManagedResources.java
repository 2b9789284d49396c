package dev.evenkeel.api.zonalshift;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.api.ec2.Zones;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZonalShift;
import dev.evenkeel.wire.zonalshift.GetManagedResourceRequest;
import dev.evenkeel.wire.zonalshift.GetManagedResourceResponse;
import dev.evenkeel.wire.zonalshift.ListManagedResourcesRequest;
import dev.evenkeel.wire.zonalshift.ListManagedResourcesResponse;
import dev.evenkeel.wire.zonalshift.ManagedResourceSummary;
import dev.evenkeel.wire.zonalshift.ZonalShiftErrors;
import dev.evenkeel.wire.zonalshift.ZonalShiftInResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What can be shifted: the Auto Scaling groups whose impairment policy says so.
final class ManagedResources {
    private static final String NO_AUTOSHIFT = "DISABLED";

    private ManagedResources() {}

    private static List<AutoScalingGroup> all(World.Region region) {
        return region.all(AutoScalingGroup.class).stream()
                .filter(group -> group.rules().impairment().shiftable() && !group.deleting())
                .toList();
    }

    static AutoScalingGroup find(World.Region region, @Nullable String arn) {
        return all(region).stream()
                .filter(group -> group.arn().value().equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new ApiFault(
                                ZonalShiftErrors.RESOURCE_NOT_FOUND,
                                "The resource '"
                                        + arn
                                        + "' is no Auto Scaling group that zonal shift is enabled"
                                        + " for."));
    }

    static GetManagedResourceResponse get(World world, Call call, GetManagedResourceRequest input) {
        World.Region region = world.in(call.scope());
        AutoScalingGroup group = find(region, input.resourceIdentifier());
        return GetManagedResourceResponse.builder()
                .arn(group.arn().value())
                .name(group.name())
                .appliedWeights(weights(region, group, call.now()))
                .zonalShifts(shifts(region, group, call.now()))
                .autoshifts(List.of())
                .zonalAutoshiftStatus(NO_AUTOSHIFT)
                .build();
    }

    static ListManagedResourcesResponse list(
            World world, Call call, ListManagedResourcesRequest input) {
        World.Region region = world.in(call.scope());
        var page =
                Page.of(
                        all(region),
                        AutoScalingGroup::name,
                        ZonalShifts.pages(input.nextToken(), input.maxResults()));
        return new ListManagedResourcesResponse(
                page.items().stream().map(group -> summary(region, group, call.now())).toList(),
                page.next());
    }

    private static ManagedResourceSummary summary(
            World.Region region, AutoScalingGroup group, Instant now) {
        return ManagedResourceSummary.builder()
                .arn(group.arn().value())
                .name(group.name())
                .availabilityZones(group.zones().stream().map(Zones::idOf).toList())
                .appliedWeights(weights(region, group, now))
                .zonalShifts(shifts(region, group, now))
                .autoshifts(List.of())
                .zonalAutoshiftStatus(NO_AUTOSHIFT)
                .practiceRunStatus(NO_AUTOSHIFT)
                .build();
    }

    private static Map<String, Float> weights(
            World.Region region, AutoScalingGroup group, Instant now) {
        var weights = new TreeMap<String, Float>();
        group.zones().forEach(zone -> weights.put(Zones.idOf(zone), 1f));
        active(region, group, now).forEach(shift -> weights.put(Zones.idOf(shift.zone()), 0f));
        return weights;
    }

    private static List<ZonalShift> active(
            World.Region region, AutoScalingGroup group, Instant now) {
        return ZonalShifts.of(region, group).stream().filter(shift -> shift.isActive(now)).toList();
    }

    private static List<ZonalShiftInResource> shifts(
            World.Region region, AutoScalingGroup group, Instant now) {
        return active(region, group, now).stream()
                .map(shift ->
                        ZonalShiftInResource.builder()
                                .appliedStatus("APPLIED")
                                .zonalShiftId(shift.shiftId())
                                .resourceIdentifier(shift.resource())
                                .awayFrom(Zones.idOf(shift.zone()))
                                .startTime(shift.startedAt())
                                .expiryTime(shift.expiresAt())
                                .comment(shift.comment())
                                .shiftType("ZONAL_SHIFT")
                                .build())
                .toList();
    }
}
