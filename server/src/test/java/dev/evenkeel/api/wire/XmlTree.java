package dev.evenkeel.api.wire;

import java.io.StringReader;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// XML reduced to what clients read: names, attributes, text, children. White space between
/// elements, the order of differently named siblings, namespaces and request ids make no
/// difference.
record XmlTree(String name, Map<String, String> attributes, String text, List<XmlTree> children) {

    static XmlTree parse(String xml) {
        try {
            var document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)));
            return of(document.getDocumentElement());
        } catch (Exception broken) {
            throw new AssertionError("not XML: " + xml, broken);
        }
    }

    private static XmlTree of(Element element) {
        List<XmlTree> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && !isEnvelope(child.getNodeName())) {
                children.add(of(child));
            }
        }
        children.sort(Comparator.comparing(XmlTree::name));
        String text = children.isEmpty() ? same(element.getTextContent()) : "";
        return new XmlTree(
                element.getNodeName(),
                attributes(element.getAttributes()),
                isEnveloping(element) ? "" : text,
                children);
    }

    private static Map<String, String> attributes(NamedNodeMap nodes) {
        Map<String, String> result = new TreeMap<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (!nodes.item(i).getNodeName().startsWith("xmlns")) {
                result.put(nodes.item(i).getNodeName(), nodes.item(i).getNodeValue());
            }
        }
        return result;
    }

    private static boolean isEnvelope(String name) {
        return name.equals("ResponseMetadata") || name.equalsIgnoreCase("requestId");
    }

    private static boolean isEnveloping(Element element) {
        return element.getNodeName().endsWith("Response");
    }

    /// One moment can be written in many ways, and one number in several.
    private static String same(String text) {
        if (text.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) {
            return Double.toString(Double.parseDouble(text));
        }
        try {
            return Moments.parse(text).toString();
        } catch (DateTimeException noMoment) {
            return text;
        }
    }
}
