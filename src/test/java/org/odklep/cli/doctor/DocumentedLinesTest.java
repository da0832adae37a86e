package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.cli.doctor.Finding.Severity;
import org.odklep.testing.Documentation;

/** The lines for Postfix that the documentation shows. */
class DocumentedLinesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/postfix.md"})
    void theyAreTheRecommendedOnesAndTheDoctorFindsNothingWrongWithThem(String file) {
        Documentation page = Documentation.of(file);
        List<String> main = block(page, "# main.cf");
        List<String> master =
                block(page, "# master.cf").stream().map(String::strip).toList();

        RecommendedLines recommended = new RecommendedLines(PolicyEndpoint.USUAL);
        assertThat(main).isEqualTo(recommended.mainCf());
        assertThat(master)
                .isEqualTo(recommended.masterCf().stream().map(String::strip).toList());
        assertThat(MailServer.in(directory)
                        .main(main)
                        .submission(master.toArray(String[]::new))
                        .examine())
                .extracting(Finding::severity)
                .containsOnly(Severity.OK);
    }

    private static List<String> block(Documentation page, String heading) {
        List<String> block = page.blocks().stream()
                .filter(lines -> lines.getFirst().startsWith(heading))
                .findFirst()
                .orElseThrow();
        return block.subList(1, block.size());
    }
}
