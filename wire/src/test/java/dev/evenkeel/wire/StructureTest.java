package dev.evenkeel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StructureTest {
    private record Leaf(@Nullable String colour, @Nullable Leaf next) {
        static final Structure<Leaf> SHAPE =
                Structure.of(Leaf.class, v -> new Leaf((String) v[0], (Leaf) v[1]))
                        .required(
                                "Colour",
                                Structure.named("Colour", "colour"),
                                Leaf::colour,
                                Scalar.STRING)
                        .optional(
                                "Next",
                                Structure.named("Next"),
                                Leaf::next,
                                Shape.reference(() -> Leaf.SHAPE))
                        .build();
    }

    @Test
    void aStructureMakesItsRecordAndReadsIt() {
        Leaf leaf = Leaf.SHAPE.make(new Object[] {"red", null});
        assertThat(leaf).isEqualTo(new Leaf("red", null));
        Member colour = Leaf.SHAPE.members().getFirst();
        assertThat(colour.get().apply(leaf)).isEqualTo("red");
        assertThat(colour.required()).isTrue();
        assertThat(colour.requestName()).isEqualTo("Colour");
        assertThat(colour.responseName()).isEqualTo("colour");
    }

    @Test
    void aStructureMayContainItself() {
        Shape next = Leaf.SHAPE.members().getLast().shape();
        assertThat(next)
                .isInstanceOfSatisfying(
                        Shape.Reference.class,
                        reference -> assertThat(reference.target().get()).isSameAs(Leaf.SHAPE));
        assertThat(Leaf.SHAPE).hasToString("Structure Leaf");
    }

    @Test
    void aMemberReadsOnlyItsOwnRecord() {
        Member colour = Leaf.SHAPE.members().getFirst();
        assertThatThrownBy(() -> colour.get().apply("no leaf"))
                .isInstanceOf(ClassCastException.class);
    }

    @Test
    void limitsAreAddedWithoutTouchingTheShapeThatHadNone() {
        Constraints limits = Constraints.of(1L, 3L, null, "a", "b");
        assertThat(limits.isNone()).isFalse();
        assertThat(Constraints.of(null, null, null).isNone()).isTrue();
        assertThat(limits.secret()).isFalse();
        assertThat(limits.hidden())
                .isEqualTo(new Constraints(1L, 3L, null, List.of("a", "b"), true));
        assertThat(Scalar.STRING.within(limits).constraints()).isEqualTo(limits);
        assertThat(Scalar.STRING.constraints().isNone()).isTrue();
        assertThat(ListOf.of("member", false, Scalar.STRING).within(limits).constraints())
                .isEqualTo(limits);
        assertThat(MapOf.of("key", "value", true, Scalar.LONG).within(limits).flattened()).isTrue();
        assertThat(Scalar.TIMESTAMP.written(Scalar.TimeFormat.HTTP_DATE).type())
                .isEqualTo(Scalar.Type.TIMESTAMP);
    }

    @Test
    void absentIsReadAsEmptyWhereBothMeanTheSame() {
        assertThat(Present.orEmpty((List<String>) null)).isEmpty();
        assertThat(Present.orEmpty(List.of("a"))).containsExactly("a");
        assertThat(Present.orEmpty((Map<String, String>) null)).isEmpty();
        assertThat(Present.orEmpty(Map.of("a", 1))).containsEntry("a", 1);
        assertThat(Present.isTrue(null)).isFalse();
        assertThat(Present.isTrue(false)).isFalse();
        assertThat(Present.isTrue(true)).isTrue();
    }
}
