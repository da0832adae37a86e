package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static final Map<String, String> PARAMETERS =
            Map.of("one", "1", "ten", "10", "empty", "", "deep", "<$one>", "self", "a $self", "level", "3.10");

    private static Expansion.Result expand(String text) {
        return Expansion.of(text, name -> PARAMETERS.getOrDefault(name, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$one,$ten                              | 1,10",
                "${one}x$(ten)                          | 1x10",
                "$deep                                  | <1>",
                "$unknown-                              | -",
                "a$$b                                   | a$b",
                "5$ off                                 | 5$ off",
                "${one?yes}${empty?no}                  | yes",
                "${one:no}${empty:yes}                  | yes",
                "${one?{yes $ten}:{no}}                 | yes 10",
                "${empty ? {yes} : {no}}                | no",
                "${empty?{yes}:no}                      | no",
                "${{$one} == {1} ? {yes} : {no}}        | yes",
                "${{$one} != {1} ? {yes} : {no}}        | no",
                "${{$ten} > {9} ? {number} : {text}}    | number",
                "${{a10} > {a9} ? {number} : {text}}    | text",
                "${{$level} <level {3.6} ? {old} : {new}} | new",
                "${{$level} >=level {3.10} ? {new}:{old}} | new",
                "${{$one} == {2} ? {yes}}-              | -",
            })
    void referencesBecomeWhatTheyReferTo(String text, String value) {
        assertThat(expand(text)).isEqualTo(new Expansion.Result(value, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$self", "${one", "$(one", "${{a} ?? {b} ? {c}}", "${{a} == ? x}"})
    void whatHasNoEndOrNoMeaningIsAProblem(String text) {
        assertThat(expand(text).problem()).isPresent();
        assertThat(expand(text).text()).isEmpty();
    }

    @Test
    void valuesThatGrowOrBranchWithoutMeasureAreStopped() {
        String long1 = "x".repeat(Expansion.MAX_LENGTH);
        assertThat(Expansion.of("$a", name -> long1).problem()).isEmpty();
        assertThat(Expansion.of("$a.", name -> long1).problem()).isPresent();
        assertThat(Expansion.of("$a$a", name -> name.length() > 25 ? "" : "$" + name + "a$" + name + "a")
                        .problem())
                .contains("the value has too many references");
        assertThat(expand("$unknown".repeat(Expansion.MAX_REFERENCES)).problem())
                .isEmpty();
        assertThat(expand("$unknown".repeat(Expansion.MAX_REFERENCES + 1)).problem())
                .isPresent();
    }
}
