package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/// Answers are read by name, wherever in the document the name stands.
class AnswerTest {
    private static Answer answer(String xml) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return new Answer(
                builder.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement());
    }

    @Test
    void theFirstElementWithANameIsTaken() throws Exception {
        Answer answer = answer("<a><b><c> one </c></b><c>two</c></a>");
        assertThat(answer.first("c")).isEqualTo("one");
        assertThat(answer.first("none")).isEmpty();
    }

    @Test
    void aListHasItsMembersInOrder() throws Exception {
        Answer answer = answer("<a><L><member><x>1</x></member> <member><x>2</x></member></L></a>");
        assertThat(answer.list("L"))
                .extracting(member -> member.first("x"))
                .containsExactly("1", "2");
        assertThat(answer.list("none")).isEmpty();
        assertThat(answer("<a><L/></a>").list("L")).isEmpty();
    }
}
