package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.Orders;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the driver keeps of an instance, and what it makes of what it finds.
class IdentityTest {
    private static final String WRITTEN =
            """
            account=000000000000
            region=us-east-1
            zone=us-east-1a
            address=127.31.15.1
            """;

    private final Identity identity = Identity.of(Orders.order(1, ""));

    private static Optional<Identity> parse(String text) {
        return Identity.parse(Orders.id(1), text);
    }

    @Test
    void itIsWrittenAsLines() {
        assertThat(identity.text()).isEqualTo(WRITTEN);
    }

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(parse(WRITTEN)).contains(identity);
    }

    @Test
    void whatALaterVersionAddsIsNoHindrance() {
        assertThat(parse("# version 9\n" + WRITTEN + "colour=green\n=\n")).contains(identity);
    }

    @Test
    void whatIsTornOrStrangeIsNobody() {
        for (String text :
                List.of(
                        "",
                        WRITTEN.substring(0, 40),
                        WRITTEN.replace("000000000000", "zero"),
                        WRITTEN.replace("us-east-1a", ""),
                        WRITTEN.replace("127.31.15.1", "localhost"))) {
            assertThat(parse(text)).as(text).isEmpty();
        }
    }
}
