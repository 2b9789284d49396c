package dev.evenkeel.model;

import java.util.Comparator;
import java.util.List;

/// One thing that was looked at while some were chosen among several instances: how each stood, and
/// who was left. `untold`: how many more there were than `standings` tells of.
public record Consideration(String criterion, List<Standing> standings, int untold) {
    public Consideration {
        standings = List.copyOf(standings);
    }

    /// How one stood, in words, and whether it was left.
    public record Standing(InstanceId instance, String shown, boolean isLeft) {}

    public List<InstanceId> left() {
        return standings.stream().filter(Standing::isLeft).map(Standing::instance).toList();
    }

    /// The same, told of `most` instances at most, first of those that were left.
    public Consideration shortened(int most) {
        if (standings.size() <= most) {
            return this;
        }
        List<Standing> told =
                standings.stream()
                        .sorted(Comparator.comparing(s -> !s.isLeft()))
                        .limit(most)
                        .toList();
        return new Consideration(criterion, told, untold + standings.size() - most);
    }
}
