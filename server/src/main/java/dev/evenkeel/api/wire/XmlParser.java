package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML from a stranger: no document types and so no entities of their own, nothing fetched from
/// elsewhere, and only so many elements, so deep.
final class XmlParser {
    private final Limits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<XmlElement> roots = new ArrayList<>();
    private int elements;

    private XmlParser(Limits limits) {
        this.limits = limits;
    }

    /// An element whose end has not been seen.
    private record Open(
            String name,
            Map<String, String> attributes,
            List<XmlElement> children,
            StringBuilder text) {

        XmlElement closed() {
            return new XmlElement(name, attributes, children, text.toString());
        }
    }

    /// @throws ApiFault when it is not well-formed, or more than the limits allow
    static XmlElement parse(byte[] xml, Limits limits) {
        XmlParser parser = new XmlParser(limits);
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext()) {
                parser.take(reader, reader.next());
            }
        } catch (XMLStreamException broken) {
            throw malformed("The XML is not well-formed.");
        }
        return parser.roots.getFirst();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void take(XMLStreamReader reader, int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> begin(reader);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE -> {
                if (!open.isEmpty()) {
                    open.getLast().text().append(reader.getText());
                }
            }
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw malformed("The XML has a document type.");
            default -> {}
        }
    }

    private void begin(XMLStreamReader reader) {
        if (open.size() >= limits.depth()) {
            throw malformed("The XML is nested more than " + limits.depth() + " levels deep.");
        }
        if (++elements > limits.parameters()) {
            throw malformed("The XML has more than " + limits.parameters() + " elements.");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        open.addLast(
                new Open(
                        reader.getLocalName(), attributes, new ArrayList<>(), new StringBuilder()));
    }

    private void end() {
        XmlElement closed = open.removeLast().closed();
        (open.isEmpty() ? roots : open.getLast().children()).add(closed);
    }

    private static ApiFault malformed(String message) {
        return new ApiFault("MalformedInput", message);
    }
}
