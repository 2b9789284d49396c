package dev.evenkeel.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mutants are of the product as it is; whether its tests kill them takes minutes, see
/// [MutantHunt].
class MutantsTest {
    static List<Mutant> mutants() {
        return Mutant.all();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void changesOnePlaceOfTheProduct(Mutant mutant) throws IOException {
        assertThat(mutant.places()).as("places in %s", mutant.file()).isOne();
        assertThat(mutant.after()).isNotEqualTo(mutant.before());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isHuntedByTestsThatExist(Mutant mutant) {
        assertThat(mutant.killers()).isNotEmpty();
        for (String killer : mutant.killers()) {
            assertThatCode(() -> Class.forName(killer)).doesNotThrowAnyException();
        }
    }
}
