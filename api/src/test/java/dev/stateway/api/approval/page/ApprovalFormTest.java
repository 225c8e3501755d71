package dev.stateway.api.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.approval.page.FormInput.Kind;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.form.FormSchema;
import dev.stateway.translator.form.FormSchema.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

class ApprovalFormTest {
  private static final ApprovalForm FORM =
      new ApprovalForm(
          JsonText.parse(
              """
              {"type": "object", "required": ["amount"], "properties": {
                "amount": {"type": "number", "title": "Amount", "description": "In euros", "maximum": 100},
                "reason": {"type": "string", "maxLength": 500},
                "name": {"type": "string", "default": "me"},
                "when": {"type": "string", "format": "date"},
                "urgent": {"type": "boolean"},
                "size": {"enum": ["small", 2]},
                "more": {"type": "array", "items": {"type": "integer"}}}}
              """));

  private static LinkedMultiValueMap<String, String> sent(String... namesAndValues) {
    var sent = new LinkedMultiValueMap<String, String>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      sent.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return sent;
  }

  @Test
  void hasAnInputForEachProperty() {
    var inputs = FORM.inputs(sent(), List.of());

    assertThat(inputs)
        .extracting(FormInput::kind)
        .containsExactly(
            Kind.NUMBER,
            Kind.TEXTAREA,
            Kind.TEXT,
            Kind.DATE,
            Kind.CHECKBOX,
            Kind.CHOICE,
            Kind.JSON);
    assertThat(inputs.get(0))
        .isEqualTo(
            new FormInput(
                "f.amount", "Amount", "In euros", Kind.NUMBER, true, List.of(), List.of(), null));
    assertThat(inputs.get(2).value()).isEqualTo("me");
    assertThat(inputs.get(5).options()).containsExactly("small", "2");
  }

  @Test
  void givesWhatWasEnteredAsJson() {
    var sent =
        sent(
            "f.amount",
            "12,50",
            "f.reason",
            "a\r\nb",
            "f.name",
            "",
            "f.when",
            "2026-01-02",
            "f.urgent",
            "true",
            "f.size",
            "2",
            "f.more",
            "[1]",
            "comment",
            "c",
            "f.other",
            "x");

    assertThat(JsonText.write(FORM.entered(sent)))
        .isEqualTo(
            "{\"amount\":12.50,\"reason\":\"a\\nb\",\"when\":\"2026-01-02\",\"urgent\":true,\"size\":2,\"more\":[1]}");
  }

  @Test
  void knowsTheInputsOfAllKindsOfRules() {
    var form =
        new ApprovalForm(
            JsonText.parse(
                """
                {"type": "object", "$defs": {"size": {"enum": ["s", 2], "title": "Size"}, "again": {"$ref": "#/$defs/again"}},
                 "properties": {
                  "mail": {"type": "string", "format": "email"}, "page": {"type": "string", "format": "uri"},
                  "size": {"$ref": "#/$defs/size"}, "again": {"$ref": "#/$defs/again"},
                  "colours": {"type": "array", "items": {"enum": ["red", "blue", 3]}, "default": ["blue"]},
                  "perhaps": {"type": ["null", "integer"]}, "whole": {"type": "object"}}}
                """));
    var inputs = form.inputs(sent(), List.of());
    assertThat(inputs)
        .extracting(FormInput::kind)
        .containsExactly(
            Kind.EMAIL, Kind.URL, Kind.CHOICE, Kind.JSON, Kind.CHOICES, Kind.NUMBER, Kind.JSON);
    assertThat(inputs.get(2).label()).isEqualTo("Size");
    assertThat(inputs.get(4).values()).containsExactly("blue");

    var sent = sent("f.colours", "red", "f.colours", "3", "f.size", "2", "f.perhaps", "-7");
    assertThat(JsonText.write(form.entered(sent)))
        .isEqualTo("{\"size\":2,\"colours\":[\"red\",3],\"perhaps\":-7}");
    assertThat(form.inputs(sent, List.of()).get(4).values()).containsExactly("red", "3");
    assertThat(JsonText.write(form.entered(sent("comment", "c")))).isEqualTo("{\"colours\":[]}");
  }

  @Test
  void tellsWhatIsWrongAtItsInput() {
    var sent = sent("f.amount", "a lot", "f.more", "[1", "f.reason", "kept");
    var problems = FormSchema.of(FORM.schema()).violations(FORM.entered(sent));

    var inputs = FORM.inputs(sent, problems);

    assertThat(inputs.get(0).error()).isEqualTo("This is no number");
    assertThat(inputs.get(0).value()).isEqualTo("a lot");
    assertThat(inputs.get(1).value()).isEqualTo("kept");
    assertThat(inputs.get(6).error()).isEqualTo("This is no JSON");
    assertThat(FORM.others(List.of(new Problem("", "too few")))).containsExactly("too few");
    assertThat(FORM.others(problems)).isEmpty();
  }
}
