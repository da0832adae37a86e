package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.odklep.csv.CsvText;
import org.springframework.http.HttpHeaders;

/** A table that a browser keeps as a file. */
final class CsvDownload {
    /** Tells spreadsheets that the text is UTF-8; an import passes over it. */
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private CsvDownload() {}

    /** Begins the answer with the heads of the columns; the caller writes the lines and closes it. */
    static Writer open(HttpServletResponse response, String file, List<String> columns) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        out.write(BYTE_ORDER_MARK);
        CsvText.write(out, columns);
        return out;
    }
}
