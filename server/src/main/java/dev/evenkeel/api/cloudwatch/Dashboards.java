package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Dashboard;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.DashboardEntry;
import dev.evenkeel.wire.cloudwatch.DeleteDashboardsInput;
import dev.evenkeel.wire.cloudwatch.DeleteDashboardsOutput;
import dev.evenkeel.wire.cloudwatch.GetDashboardInput;
import dev.evenkeel.wire.cloudwatch.GetDashboardOutput;
import dev.evenkeel.wire.cloudwatch.ListDashboardsInput;
import dev.evenkeel.wire.cloudwatch.ListDashboardsOutput;
import dev.evenkeel.wire.cloudwatch.PutDashboardInput;
import dev.evenkeel.wire.cloudwatch.PutDashboardOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Dashboards are kept for whoever draws them; only their form is looked at.
final class Dashboards {
    private static final int PAGE = 1_000;
    private static final int MOST_WIDGETS = 500;
    private static final String NAME = "[A-Za-z0-9_-]{1,255}";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Dashboards() {}

    static Decision<PutDashboardOutput> put(World world, Call call, PutDashboardInput input) {
        String name = requireNonNull(input.dashboardName());
        String body = requireNonNull(input.dashboardBody());
        if (!name.matches(NAME)) {
            throw invalid("The value " + name + " for field DashboardName is invalid.");
        }
        if (input.tags() != null && !input.tags().isEmpty()) {
            throw invalid("Tags of dashboards are not available.");
        }
        check(body);
        return new Decision<>(
                List.of(new Change.Put(new Dashboard(call.scope(), name, body, call.now()))),
                PutDashboardOutput.builder().dashboardValidationMessages(List.of()).build());
    }

    private static void check(String body) {
        JsonNode dashboard;
        try {
            dashboard = JSON.readTree(body);
        } catch (JacksonException _) {
            throw invalid("The field DashboardBody must be a valid JSON object");
        }
        if (!dashboard.isObject()) {
            throw invalid("The field DashboardBody must be a valid JSON object");
        }
        JsonNode widgets = dashboard.path("widgets");
        if (!widgets.isMissingNode() && !widgets.isArray()) {
            throw invalid("The field widgets must be an array");
        }
        if (widgets.size() > MOST_WIDGETS) {
            throw invalid("A dashboard must not have more than " + MOST_WIDGETS + " widgets");
        }
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(CloudWatchErrors.DASHBOARD_INVALID_INPUT_ERROR, message);
    }

    static GetDashboardOutput get(World world, Call call, GetDashboardInput input) {
        Dashboard found = find(world, call, input.dashboardName());
        return GetDashboardOutput.builder()
                .dashboardArn(found.arn())
                .dashboardName(found.name())
                .dashboardBody(found.body())
                .build();
    }

    private static Dashboard find(World world, Call call, @Nullable String name) {
        return world.in(call.scope())
                .find(Dashboard.class, requireNonNullElse(name, ""))
                .orElseThrow(() ->
                        new ApiFault(
                                CloudWatchErrors.DASHBOARD_NOT_FOUND_ERROR,
                                "Dashboard " + name + " does not exist"));
    }

    static ListDashboardsOutput list(World world, Call call, ListDashboardsInput input) {
        String prefix = requireNonNullElse(input.dashboardNamePrefix(), "");
        var page =
                Page.of(
                        List.copyOf(world.in(call.scope()).withPrefix(Dashboard.class, prefix)),
                        Dashboard::name,
                        Page.Request.of(input.nextToken(), null, PAGE, "InvalidParameterValue"));
        return ListDashboardsOutput.builder()
                .dashboardEntries(page.items().stream().map(Dashboards::entry).toList())
                .nextToken(page.next())
                .build();
    }

    private static DashboardEntry entry(Dashboard dashboard) {
        return DashboardEntry.builder()
                .dashboardName(dashboard.name())
                .dashboardArn(dashboard.arn())
                .lastModified(dashboard.modifiedAt())
                .size((long) dashboard.body().getBytes(StandardCharsets.UTF_8).length)
                .build();
    }

    /// All of them, or none if one is not there.
    static Decision<DeleteDashboardsOutput> delete(
            World world, Call call, DeleteDashboardsInput input) {
        var changes = new ArrayList<Change>();
        for (String name : requireNonNullElse(input.dashboardNames(), List.<String>of())) {
            changes.add(new Change.Remove(find(world, call, name).key()));
        }
        return new Decision<>(changes, DeleteDashboardsOutput.builder().build());
    }
}
