package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Constraints;
import dev.evenkeel.wire.Http;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Namespace;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Protocol;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Service;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A garden that speaks REST: plants stand in beds, and every place of a message is used.
final class SampleRest {
    static final Structure<Bag> PLANT =
            Structure.of(Bag.class, values -> new Bag(values.clone()))
                    .required("Bed", at("bed", Place.LABEL), Bag.member(0), Scalar.STRING)
                    .optional("Rows", at("row", Place.QUERY), Bag.member(1), list("member", false))
                    .optional("All", at("", Place.QUERY), Bag.member(2), map(false))
                    .optional(
                            "Tags", at("X-Tag", Place.HEADER), Bag.member(3), list("member", false))
                    .optional("Notes", at("X-Note-", Place.HEADERS), Bag.member(4), map(false))
                    .optional("Kind", at("kind", Place.ATTRIBUTE), Bag.member(5), Scalar.STRING)
                    .optional(
                            "Name",
                            Structure.named("Name"),
                            Bag.member(6),
                            Scalar.STRING.within(Constraints.of(1L, 8L, null)))
                    .optional("Seeds", Structure.named("Seed"), Bag.member(7), list("Seed", true))
                    .optional("Sizes", Structure.named("Sizes"), Bag.member(8), map(false))
                    .optional("Depth", Structure.named("Depth"), Bag.member(9), Scalar.DOUBLE)
                    .optional("At", Structure.named("At"), Bag.member(10), Scalar.TIMESTAMP)
                    .optional(
                            "Neighbour",
                            Structure.named("Neighbour")
                                    .in(new Namespace("n", "https://garden/next")),
                            Bag.member(11),
                            Shape.reference(SampleRest::plant))
                    .element("Plant", Namespace.NONE)
                    .build();

    static final Service SERVICE =
            new Service(
                    "garden",
                    "garden",
                    "2026-01-31",
                    "https://garden/doc/",
                    "",
                    "",
                    Set.of(Protocol.REST_XML),
                    List.of(
                            operation("ListBeds", "GET", "/beds"),
                            operation("Plant", "POST", "/beds/{bed}/plants"),
                            operation("GetBed", "GET", "/beds/{bed}"),
                            operation("GetSoil", "GET", "/beds/{bed}?soil"),
                            operation("GetSize", "GET", "/beds/size"),
                            operation("Dig", "GET", "/beds/{bed}/{depth+}"),
                            operation("Measure", "GET", "/path/{way+}/length")));

    private SampleRest() {}

    private static Structure<?> plant() {
        return PLANT;
    }

    private static Operation<Bag, Nothing> operation(String name, String method, String uri) {
        Supplier<Structure<Bag>> input = () -> PLANT;
        return new Operation<>(
                name, input, () -> Nothing.SHAPE, "", List.of(), new Http(method, uri, 200));
    }

    private static Structure.Wire at(String name, Place place) {
        return Structure.named(name).at(place);
    }

    private static ListOf list(String element, boolean flattened) {
        return ListOf.of(element, flattened, Scalar.STRING);
    }

    private static MapOf map(boolean flattened) {
        return MapOf.of("key", "value", flattened, Scalar.STRING);
    }

    /// What a bag of this shape holds, by the members' names.
    static Map<String, Object> plain(Bag bag) {
        return bag.plain(PLANT);
    }
}
