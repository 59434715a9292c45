package dev.errata.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTemplateTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T15:04:05Z"), ZoneOffset.UTC);

    private static String render(String template) {
        return render(template, "q");
    }

    private static String render(String template, String question) {
        return new ChatTemplate(template, Map.of("bos_token", "<s>"), CLOCK).render(question, "sys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            value = {
                "{%- set ns = namespace(n=1) %}{% for m in messages %}{% set ns.n = ns.n + loop.index0 %}{% endfor %}{{ ns.n }} ==> 2",
                "{{ messages[1:][0]['role'] }},{{ messages[-1].role }},{{ messages|length }} ==> user,user,2",
                "{{ messages[0] | tojson }} ==> {\"role\": \"system\", \"content\": \"sys\"}",
                "{{ {'a': [1, true, none], 'b': { } } | tojson }} ==> {\"a\": [1, true, null], \"b\": {}}",
                "{% if tools is defined and tools %}a{% elif x is none %}b{% endif %}{{ 'c' if bos_token is string }} ==> bc",
                "{{ 'a</t>b'.split('</t>')[-1] }}{{ 'a.b.c'.split('.', 1)[1] }}{{ 'a  b '.split()[1] }} ==> bb.cb",
                "{{ 'abc'.startswith('a') }},{{ 'abc'.endswith('a') }},{{ 'aBc'.upper() }},{{ 'aBc'.lower() }} ==> true,false,ABC,abc",
                "[{{ ' a '.lstrip() }}][{{ ' a '.rstrip() }}][{{ '--a-'.strip('-') }}][{{ 'aab'.replace('a','x') }}] ==> [a ][ a][a][xxb]",
                "{{ messages|selectattr('role','equalto','user')|list|length }},{{ ['a','b']|join('+') }} ==> 1,a+b",
                "{% generation %}{{ 'a' ~ 1 }}{% endgeneration %} ==> a1",
                "{% for m in messages %}{% if loop.last %}{% continue %}{% endif %}{{ m.role }}{% endfor %} ==> system",
                "{% macro f(x, y='q') %}[{{ x }}{{ y }}]{% endmacro %}{{ f('1') }} ==> [1q]",
                "{% if not add_generation_prompt is defined %}a{% endif %}{% if not x is defined -%} b {%- endif %} ==> b",
                "{% if not messages|length == 1 and not 'x' in ['a'] or false %}a{% endif %} ==> a",
                "{% if 'x' not in ['a'] and x is not defined and not (false) == true %}a{% endif %} ==> a",
                "{{ 'a' if not messages[0].role == 'user' else 'b' }}{{ [not true, not 'not'] | tojson }} ==> a[false, false]",
                "{{ ' not x is ' }}{# not x is #}{{ \"'not\" }} not x is ==>` not x is 'not not x is`",
                "{{ undefined_thing }}{{ messages[0].nothing }}x ==> x",
                "{{ strftime_now('%d %b %Y, %H:%M %p %%') if strftime_now is defined }} ==> 02 Nov 2026, 15:04 PM %",
                "{% for k, v in messages[0].items() %}{{ k }}={{ v }};{% endfor %} ==> role=system;content=sys;"
            })
    void featuresOfRealTemplatesAreRendered(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void blocksTakeTheirNewlineAndTheirIndentationAlong() {
        assertThat(render("  {% if true %}\n  a\n  {% endif %}\n{{ 'b' }}\n\n")).isEqualTo("  a\nb\n");
        assertThat(render("x\n {{- bos_token -}} \n y\n")).isEqualTo("x<s>y");
    }

    @Test
    void aQuestionIsNeverReadAsATemplate() {
        String question = "{{ 7*7 }} {% if %} <b> 'it' & {# no #} \\n";
        assertThat(render("{{ messages[1].content }}", question)).isEqualTo(question);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            value = {
                "`a\n{{ raise_exception('take turns') }}` ==> line 2: take turns",
                "{% nothing %} ==> Unknown tag: nothing",
                "{% if true %} ==> Missing end tag",
                "{{ 1 + }} ==> syntax error",
                "{{ messages[::-1] }} ==> syntax error",
                "{{ 'a'.swapcase() }} ==> swapcase",
                "{% include 'x.jinja' %} ==> x.jinja",
                "{{ strftime_now('%Q') }} ==> %Q"
            })
    void aTemplateThatCannotBeRenderedIsRefusedWithTheReason(String template, String reason) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageStartingWith("line ");
    }

    @Test
    void theTemplateIsFoundWhereTransformersKeepsIt() throws JsonProcessingException {
        String one = "{\"bos_token\": {\"content\": \"<b>\"}, \"chat_template\": \"{{ bos_token }}1\"}";
        String named = "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"2\"},"
                + " {\"name\": \"default\", \"template\": \"3\"}]}";
        assertThat(found(one, Optional.empty())).contains("<b>1");
        assertThat(found(named, Optional.empty())).contains("3");
        assertThat(found(one, Optional.of("4"))).contains("4");
        assertThat(found("{}", Optional.empty())).isEmpty();
        assertThatThrownBy(() -> found(named.replace("default", "other"), Optional.empty()))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("none is named default");
    }

    private static Optional<String> found(String settings, Optional<String> file) throws JsonProcessingException {
        return ChatTemplate.find(new JsonMapper().readTree(settings), file, CLOCK)
                .map(template -> template.render("q", ""));
    }
}
