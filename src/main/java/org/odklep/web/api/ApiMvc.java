package org.odklep.web.api;

import java.time.InstantSource;
import java.util.List;
import org.odklep.web.graph.BodyArgument;
import org.odklep.web.graph.ErrorWriter;
import org.odklep.web.graph.GraphErrors;
import org.odklep.web.graph.InstantsModule;
import org.odklep.web.graph.Links;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/** What the controllers stand on. */
@Configuration(proxyBeanMethods = false)
class ApiMvc implements WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorArgument());
        resolvers.add(new BodyArgument());
    }

    @Bean
    JacksonModule instants() {
        return new InstantsModule();
    }

    @Bean
    Links links(ApiSettings settings) {
        return new Links(ApiSettings.V1, settings.baseUrl());
    }

    @Bean
    ErrorWriter errorWriter(JsonMapper mapper, InstantSource clock) {
        return new ErrorWriter(mapper, clock);
    }

    @Bean
    HandlerExceptionResolver graphErrors(ErrorWriter writer) {
        return new GraphErrors(writer, ApiSecurity::covers);
    }
}
