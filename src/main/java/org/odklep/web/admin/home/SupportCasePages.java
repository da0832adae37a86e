package org.odklep.web.admin.home;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.lock.Locks;
import org.odklep.sending.OutboundPolicies;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** "Prepare support case": a file to download, in JSON for programs or as a page to print. Who took one is in the audit log. */
@Controller
@RequestMapping("/guide/case")
class SupportCasePages {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final GuideSearch search;
    private final Diagnoses diagnoses;
    private final SupportCases cases;
    private final AuditLog audit;
    private final OutboundPolicies policies;
    private final Locks locks;
    private final InstantSource clock;
    private final String style;

    SupportCasePages(
            GuideSearch search,
            Diagnoses diagnoses,
            SupportCases cases,
            AuditLog audit,
            OutboundPolicies policies,
            Locks locks,
            InstantSource clock) {
        this.search = search;
        this.diagnoses = diagnoses;
        this.cases = cases;
        this.audit = audit;
        this.policies = policies;
        this.locks = locks;
        this.clock = clock;
        this.style = read("support-case.css");
    }

    /** In English and UTC, whoever asks: programs read it. */
    @PostMapping(params = "format=json")
    ResponseEntity<byte[]> json(
            @RequestParam(name = "account", defaultValue = "") String account, Actor actor, Words words) {
        SupportCase prepared = prepare(account, actor, words.in(Locale.ENGLISH, ZoneOffset.UTC));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(prepared, "json"))
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsBytes(prepared));
    }

    @PostMapping(params = "format=html")
    String html(
            @RequestParam(name = "account", defaultValue = "") String account,
            Actor actor,
            Words words,
            Model model,
            HttpServletResponse response) {
        SupportCase prepared = prepare(account, actor, words);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(prepared, "html"));
        model.addAttribute("prepared", prepared);
        model.addAttribute("say", new CaseWords(words));
        model.addAttribute("style", style);
        return "support-case";
    }

    private SupportCase prepare(String asked, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.READ);
        Instant now = clock.instant();
        String text = GuidePages.text(asked);
        GuideSearch.Found found = text.isEmpty() ? new GuideSearch.Found.Nobody() : search.find(text, actor, now);
        if (!(found instanceof GuideSearch.Found.One(var account, var user))) {
            throw notFound();
        }
        Diagnosis diagnosis = diagnoses.of(account, user, actor, now);
        GuideWords.Answer answer =
                new GuideWords(new RestrictionWords(words, policies, locks, now), actor).answer(diagnosis);
        Diagnosis.Sending sending = diagnosis.sending().orElseThrow(SupportCasePages::notFound);
        SupportCase prepared = cases.of(diagnosis, sending, answer, actor.name());
        audit.append(new AuditEvent(
                now, actor.name(), actor.origin(), "supportCase.prepare", prepared.account(), "", null, null));
        return prepared;
    }

    /** Letters, digits and dots only, whatever the account is called. */
    private static String attachment(SupportCase prepared, String end) {
        String account = prepared.account().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        String name = account.substring(0, Math.min(account.length(), 80));
        return "attachment; filename=\"odklep-" + name + "." + end + "\"";
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static String read(String resource) {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
