package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Structure;
import java.util.Optional;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.traits.HttpHeaderTrait;
import software.amazon.smithy.model.traits.HttpLabelTrait;
import software.amazon.smithy.model.traits.HttpPayloadTrait;
import software.amazon.smithy.model.traits.HttpPrefixHeadersTrait;
import software.amazon.smithy.model.traits.HttpQueryParamsTrait;
import software.amazon.smithy.model.traits.HttpQueryTrait;
import software.amazon.smithy.model.traits.HttpResponseCodeTrait;
import software.amazon.smithy.model.traits.StringTrait;
import software.amazon.smithy.model.traits.Trait;
import software.amazon.smithy.model.traits.XmlAttributeTrait;
import software.amazon.smithy.model.traits.XmlNameTrait;

/// Where Smithy's HTTP traits put a member.
final class SmithyPlaces {
    private SmithyPlaces() {}

    /// Empty for an ordinary element of the body.
    static Optional<Structure.Wire> of(MemberShape member) {
        return named(member, HttpHeaderTrait.class, Place.HEADER)
                .or(() -> named(member, HttpPrefixHeadersTrait.class, Place.HEADERS))
                .or(() -> named(member, HttpQueryTrait.class, Place.QUERY))
                .or(() -> unnamed(member, HttpQueryParamsTrait.class, Place.QUERY))
                .or(() -> unnamed(member, HttpLabelTrait.class, Place.LABEL))
                .or(() -> unnamed(member, HttpPayloadTrait.class, Place.PAYLOAD))
                .or(() -> unnamed(member, HttpResponseCodeTrait.class, Place.STATUS))
                .or(() -> unnamed(member, XmlAttributeTrait.class, Place.ATTRIBUTE));
    }

    private static <T extends StringTrait> Optional<Structure.Wire> named(
            MemberShape member, Class<T> trait, Place place) {
        return member.getTrait(trait).map(found -> Structure.named(found.getValue()).at(place));
    }

    private static Optional<Structure.Wire> unnamed(
            MemberShape member, Class<? extends Trait> trait, Place place) {
        String name =
                member.getTrait(XmlNameTrait.class)
                        .map(XmlNameTrait::getValue)
                        .orElse(member.getMemberName());
        return member.getTrait(trait).map(found -> Structure.named(name).at(place));
    }
}
