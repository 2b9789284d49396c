package dev.evenkeel.api.wire;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Namespace;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.traits.TimestampFormatTrait;
import software.amazon.smithy.model.traits.XmlFlattenedTrait;
import software.amazon.smithy.model.traits.XmlNameTrait;

/// Smithy's shapes as ours, for one protocol.
final class SmithyShapes {
    private static final ShapeId EC2_NAME = ShapeId.from("aws.protocols#ec2QueryName");
    private static final ShapeId UNIT = ShapeId.from("smithy.api#Unit");

    private final Model model;
    private final boolean ec2;
    private final boolean rest;

    SmithyShapes(Model model, String protocol) {
        this.model = model;
        this.ec2 = protocol.equals("ec2Query");
        this.rest = protocol.equals("restXml");
    }

    Structure<Bag> structure(ShapeId id) {
        Structure.Builder<Bag> builder = Structure.of(Bag.class, values -> new Bag(values.clone()));
        List<MemberShape> members =
                id.equals(UNIT) ? List.of() : new ArrayList<>(model.expectShape(id).members());
        for (int i = 0; i < members.size(); i++) {
            MemberShape member = members.get(i);
            builder.optional(member.getMemberName(), wire(member), Bag.member(i), shape(member));
        }
        var target = model.expectShape(id);
        String element =
                target.getTrait(XmlNameTrait.class)
                        .map(XmlNameTrait::getValue)
                        .orElse(id.getName());
        return builder.element(element, Namespace.NONE).build();
    }

    private Structure.Wire wire(MemberShape member) {
        Structure.Wire inBody = Structure.named(requestName(member), responseName(member));
        return rest ? SmithyPlaces.of(member).orElse(inBody) : inBody;
    }

    private static String responseName(MemberShape member) {
        return member.getTrait(XmlNameTrait.class)
                .map(XmlNameTrait::getValue)
                .orElse(member.getMemberName());
    }

    private String requestName(MemberShape member) {
        String name = responseName(member);
        if (!ec2) {
            return name;
        }
        return member.findTrait(EC2_NAME)
                .map(trait -> trait.toNode().expectStringNode().getValue())
                .orElse(Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    private Shape shape(MemberShape member) {
        var target = model.expectShape(member.getTarget());
        boolean flattened = member.hasTrait(XmlFlattenedTrait.class);
        return switch (target.getType()) {
            case STRUCTURE, UNION -> Shape.reference(() -> structure(target.getId()));
            case LIST, SET -> list((ListShape) target, flattened);
            case MAP -> map((MapShape) target, flattened);
            case BYTE, SHORT, INTEGER, INT_ENUM -> Scalar.INTEGER;
            case LONG -> Scalar.LONG;
            case FLOAT -> Scalar.FLOAT;
            case DOUBLE -> Scalar.DOUBLE;
            case BOOLEAN -> Scalar.BOOLEAN;
            case BLOB -> Scalar.BLOB;
            case TIMESTAMP -> Scalar.TIMESTAMP.written(format(member, target));
            default -> Scalar.STRING;
        };
    }

    private ListOf list(ListShape list, boolean flattened) {
        String name = ec2 && flattened ? "member" : responseName(list.getMember());
        return ListOf.of(name, flattened, shape(list.getMember()));
    }

    private MapOf map(MapShape map, boolean flattened) {
        return MapOf.of(
                responseName(map.getKey()),
                responseName(map.getValue()),
                flattened,
                shape(map.getValue()));
    }

    private static Scalar.TimeFormat format(
            MemberShape member, software.amazon.smithy.model.shapes.Shape target) {
        Optional<TimestampFormatTrait> own = member.getTrait(TimestampFormatTrait.class);
        Optional<TimestampFormatTrait> format =
                own.isPresent() ? own : target.getTrait(TimestampFormatTrait.class);
        return format.map(TimestampFormatTrait::getFormat)
                .map(found ->
                        switch (found) {
                            case DATE_TIME -> Scalar.TimeFormat.DATE_TIME;
                            case HTTP_DATE -> Scalar.TimeFormat.HTTP_DATE;
                            case EPOCH_SECONDS -> Scalar.TimeFormat.EPOCH_SECONDS;
                            case UNKNOWN -> Scalar.TimeFormat.OF_PROTOCOL;
                        })
                .orElse(Scalar.TimeFormat.OF_PROTOCOL);
    }
}
