package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The program itself: its version, and the description of this API (OpenAPI 3.1). */
@RestController
@RequestMapping(produces = APPLICATION_JSON_VALUE)
class ProgramController {
    private final ApiSettings settings;
    private final Map<String, Object> description;

    ProgramController(ApiSettings settings) {
        this.settings = settings;
        this.description = description(settings);
    }

    /** @param timeZone of the organisation: where its days begin and end */
    record Version(String name, String version, String timeZone) {}

    @GetMapping(ApiSettings.V1 + "/version")
    Version version() {
        return new Version("Odklep", settings.version(), settings.zone().get().getId());
    }

    @GetMapping(ApiSecurity.OPENAPI)
    Map<String, Object> openApi() {
        return description;
    }

    private static Map<String, Object> description(ApiSettings settings) {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource("openapi.yaml"));
        Map<String, Object> read = yaml.getObject();
        if (read == null || !(read.get("info") instanceof Map<?, ?> info)) {
            throw new IllegalStateException("openapi.yaml is empty");
        }
        Map<Object, Object> dated = new LinkedHashMap<>(info);
        dated.put("version", settings.version());
        Map<String, Object> description = new LinkedHashMap<>(read);
        description.put("info", dated);
        return description;
    }
}
