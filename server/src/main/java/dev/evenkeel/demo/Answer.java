package dev.evenkeel.demo;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// A part of an XML answer.
record Answer(Element element) {
    /// The text of the first element with this name, at any depth; empty if there is none.
    String first(String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /// The members of the first list with this name: `member` or `item` elements.
    List<Answer> list(String name) {
        NodeList found = element.getElementsByTagName(name);
        var members = new ArrayList<Answer>();
        if (found.getLength() > 0) {
            NodeList children = found.item(0).getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                Node child = children.item(i);
                if (child instanceof Element member) {
                    members.add(new Answer(member));
                }
            }
        }
        return members;
    }

    String text() {
        return element.getTextContent().strip();
    }
}
