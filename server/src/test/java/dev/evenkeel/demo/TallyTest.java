package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What clients saw is counted by who answered.
class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void anAnswerCountsForItsZoneAndItsInstance() {
        tally.answered("{\"instance\":\"i-0123456789abcdef0\",\"zone\":\"us-east-1b\"}");
        tally.answered("{\"instance\":\"i-0123456789abcdef0\",\"zone\":\"us-east-1b\"}");
        tally.answered("i-0123456789abcdef1 in eu-central-1a");
        assertThat(tally.requests()).isEqualTo(3);
        assertThat(tally.failures()).isZero();
        assertThat(tally.byZone())
                .containsEntry("us-east-1b", 2L)
                .containsEntry("eu-central-1a", 1L);
        assertThat(tally.byInstance()).containsEntry("i-0123456789abcdef0", 2L).hasSize(2);
    }

    @Test
    void aFailureIsARequestTooAndKeepsItsReason() {
        tally.failed("status 502");
        tally.failed("status 502");
        tally.failed("reset");
        assertThat(tally.requests()).isEqualTo(3);
        assertThat(tally.failures()).isEqualTo(3);
        assertThat(tally.failureReasons()).containsEntry("status 502", 2L);
    }

    @Test
    void anAnswerThatNamesNobodyIsStillARequest() {
        tally.answered("hello");
        assertThat(tally.requests()).isEqualTo(1);
        assertThat(tally.byZone()).isEmpty();
    }
}
