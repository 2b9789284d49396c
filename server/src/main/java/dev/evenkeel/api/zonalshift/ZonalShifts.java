package dev.evenkeel.api.zonalshift;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Operations;
import dev.evenkeel.api.Page;
import dev.evenkeel.api.ec2.Zones;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.ErrorCode;
import dev.evenkeel.wire.zonalshift.CancelZonalShiftRequest;
import dev.evenkeel.wire.zonalshift.ListZonalShiftsRequest;
import dev.evenkeel.wire.zonalshift.ListZonalShiftsResponse;
import dev.evenkeel.wire.zonalshift.StartZonalShiftRequest;
import dev.evenkeel.wire.zonalshift.UpdateZonalShiftRequest;
import dev.evenkeel.wire.zonalshift.ZonalShift;
import dev.evenkeel.wire.zonalshift.ZonalShiftErrors;
import dev.evenkeel.wire.zonalshift.ZonalShiftOperations;
import dev.evenkeel.wire.zonalshift.ZonalShiftSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts, changes, ends and lists zonal shifts.
public final class ZonalShifts {
    private static final Duration LONGEST = Duration.ofDays(3);
    private static final int KEPT = 20;
    private static final int USUAL = 50;

    private ZonalShifts() {}

    public static Operations operations() {
        return Operations.of(ZonalShiftOperations.SERVICE)
                .write(ZonalShiftOperations.START_ZONAL_SHIFT, ZonalShifts::start)
                .write(ZonalShiftOperations.UPDATE_ZONAL_SHIFT, ZonalShifts::update)
                .write(ZonalShiftOperations.CANCEL_ZONAL_SHIFT, ZonalShifts::cancel)
                .read(ZonalShiftOperations.LIST_ZONAL_SHIFTS, ZonalShifts::list)
                .read(ZonalShiftOperations.GET_MANAGED_RESOURCE, ManagedResources::get)
                .read(ZonalShiftOperations.LIST_MANAGED_RESOURCES, ManagedResources::list);
    }

    private static Decision<ZonalShift> start(
            World world, Call call, StartZonalShiftRequest input) {
        World.Region region = world.in(call.scope());
        AutoScalingGroup group = ManagedResources.find(region, input.resourceIdentifier());
        String zone = zone(group, input.awayFrom());
        List<dev.evenkeel.model.ZonalShift> before = of(region, group);
        before.stream()
                .filter(shift -> shift.isActive(call.now()))
                .findFirst()
                .ifPresent(active -> {
                    throw new ApiFault(
                            ZonalShiftErrors.CONFLICT,
                            "ZonalShiftAlreadyExists: the zonal shift "
                                    + active.shiftId()
                                    + " is active for this resource.");
                });
        var shift =
                new dev.evenkeel.model.ZonalShift(
                        call.scope(),
                        ResourceIds.uuid(call.random()).toString(),
                        group.arn().value(),
                        zone,
                        call.now(),
                        end(call.now(), input.expiresIn()),
                        input.comment() == null ? "" : input.comment(),
                        false);
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(shift));
        before.stream().skip(KEPT - 1L).forEach(old -> changes.add(new Change.Remove(old.key())));
        return new Decision<>(changes, shape(shift, call.now()));
    }

    /// The latest first.
    static List<dev.evenkeel.model.ZonalShift> of(World.Region region, AutoScalingGroup group) {
        return region.all(dev.evenkeel.model.ZonalShift.class).stream()
                .filter(shift -> shift.resource().equals(group.arn().value()))
                .sorted(
                        Comparator.comparing(dev.evenkeel.model.ZonalShift::startedAt)
                                .reversed()
                                .thenComparing(dev.evenkeel.model.ZonalShift::shiftId))
                .toList();
    }

    private static String zone(AutoScalingGroup group, @Nullable String id) {
        return group.zones().stream()
                .filter(zone -> Zones.idOf(zone).equals(id))
                .findFirst()
                .orElseThrow(() ->
                        invalid(
                                "InvalidAz",
                                "'" + id + "' is no Availability Zone ID of the resource."));
    }

    private static Instant end(Instant now, @Nullable String expiresIn) {
        String text = expiresIn == null ? "" : expiresIn;
        try {
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            Duration length =
                    text.endsWith("h") ? Duration.ofHours(number) : Duration.ofMinutes(number);
            if (length.isPositive() && length.compareTo(LONGEST) <= 0) {
                return now.plus(length);
            }
        } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
            // Told below.
        }
        throw invalid(
                "InvalidExpiresIn",
                "'" + text + "' is not between 1 minute (1m) and 3 days (72h).");
    }

    private static ApiFault invalid(String reason, String words) {
        return new ApiFault(ZonalShiftErrors.VALIDATION, reason + ": " + words);
    }

    private static Decision<ZonalShift> update(
            World world, Call call, UpdateZonalShiftRequest input) {
        dev.evenkeel.model.ZonalShift shift = active(world, call, input.zonalShiftId());
        Instant until =
                input.expiresIn() == null ? shift.expiresAt() : end(call.now(), input.expiresIn());
        String comment = input.comment() == null ? shift.comment() : input.comment();
        return changed(shift.until(until, comment), call);
    }

    private static Decision<ZonalShift> cancel(
            World world, Call call, CancelZonalShiftRequest input) {
        return changed(active(world, call, input.zonalShiftId()).cancel(), call);
    }

    private static Decision<ZonalShift> changed(dev.evenkeel.model.ZonalShift next, Call call) {
        return new Decision<>(List.of(new Change.Put(next)), shape(next, call.now()));
    }

    private static dev.evenkeel.model.ZonalShift active(
            World world, Call call, @Nullable String id) {
        dev.evenkeel.model.ZonalShift shift =
                Optional.ofNullable(id)
                        .flatMap(known ->
                                world.in(call.scope())
                                        .find(dev.evenkeel.model.ZonalShift.class, known))
                        .orElseThrow(() ->
                                new ApiFault(
                                        ZonalShiftErrors.RESOURCE_NOT_FOUND,
                                        "There is no zonal shift with the ID '" + id + "'."));
        if (!shift.isActive(call.now())) {
            throw new ApiFault(
                    ZonalShiftErrors.CONFLICT,
                    "ZonalShiftStatusNotActive: the zonal shift " + id + " is not active.");
        }
        return shift;
    }

    private static ListZonalShiftsResponse list(
            World world, Call call, ListZonalShiftsRequest input) {
        World.Region region = world.in(call.scope());
        List<ZonalShiftSummary> all =
                region.all(dev.evenkeel.model.ZonalShift.class).stream()
                        .filter(shift ->
                                input.resourceIdentifier() == null
                                        || input.resourceIdentifier().equals(shift.resource()))
                        .map(shift -> summary(shift, call.now()))
                        .filter(shift ->
                                input.status() == null || input.status().equals(shift.status()))
                        .toList();
        var page = Page.of(all, ZonalShifts::id, pages(input.nextToken(), input.maxResults()));
        return new ListZonalShiftsResponse(page.items(), page.next());
    }

    private static String id(ZonalShiftSummary shift) {
        return shift.zonalShiftId() == null ? "" : shift.zonalShiftId();
    }

    static Page.Request pages(@Nullable String token, @Nullable Integer size) {
        ErrorCode code = ZonalShiftErrors.VALIDATION;
        return Page.Request.of(token, size, USUAL, code.code());
    }

    private static String status(dev.evenkeel.model.ZonalShift shift, Instant now) {
        if (shift.cancelled()) {
            return "CANCELED";
        }
        return shift.isActive(now) ? "ACTIVE" : "EXPIRED";
    }

    private static ZonalShift shape(dev.evenkeel.model.ZonalShift shift, Instant now) {
        return ZonalShift.builder()
                .zonalShiftId(shift.shiftId())
                .resourceIdentifier(shift.resource())
                .awayFrom(Zones.idOf(shift.zone()))
                .startTime(shift.startedAt())
                .expiryTime(shift.expiresAt())
                .status(status(shift, now))
                .comment(shift.comment())
                .build();
    }

    private static ZonalShiftSummary summary(dev.evenkeel.model.ZonalShift shift, Instant now) {
        return ZonalShiftSummary.builder()
                .zonalShiftId(shift.shiftId())
                .resourceIdentifier(shift.resource())
                .awayFrom(Zones.idOf(shift.zone()))
                .startTime(shift.startedAt())
                .expiryTime(shift.expiresAt())
                .status(status(shift, now))
                .comment(shift.comment())
                .shiftType("ZONAL_SHIFT")
                .build();
    }
}
