package org.odklep.csv;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.StringReader;

class CsvTextFuzzTest {
    @FuzzTest
    void anyTextIsATableOrTheDeclaredError(FuzzedDataProvider data) {
        try {
            CsvTable table = CsvText.read(new StringReader(data.consumeRemainingAsString()));
            for (CsvTable.Row row : table.rows().toList()) {
                if (row.line() < 2
                        || row.fault().isEmpty() != row.cells().keySet().containsAll(table.columns())) {
                    throw new AssertionError(row);
                }
            }
        } catch (CsvException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("an error without a message", e);
            }
        }
    }
}
