package org.odklep.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.odklep.account.ApiTokens;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.ErrorWriter;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.RequestIds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may come in. Only a bearer token counts: cookies are not looked at and no session is made, so a foreign page can
 * make a browser send nothing that has an effect, and no CSRF token is needed.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    static final String OPENAPI = "/openapi.json";

    /** True for requests whose errors are the API's to tell. */
    static boolean covers(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals(ApiSettings.V1) || path.startsWith(ApiSettings.V1 + "/") || path.equals(OPENAPI);
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiChain(HttpSecurity http, ApiTokens tokens, ErrorWriter errors, InstantSource clock) {
        AuthenticationEntryPoint entry =
                (request, response, refused) -> errors.write(request, response, unauthenticated(request));
        return http.securityMatcher(ApiSettings.V1 + "/**", OPENAPI)
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPENAPI)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterAfter(new RequestIds(), SecurityContextHolderFilter.class)
                .addFilterBefore(new BearerFilter(tokens, errors, clock), AuthorizationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(entry))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    /** For addresses that the firewall of the framework refuses, such as those with an encoded slash. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ErrorWriter errors) {
        RequestRejectedHandler elsewhere = new HttpStatusRequestRejectedHandler();
        return (request, response, rejected) -> {
            if (covers(request)) {
                errors.write(
                        request,
                        response,
                        GraphError.of(
                                ErrorKind.INVALID_REQUEST,
                                "The address or a header holds characters that are not taken there."));
            } else {
                elsewhere.handle(request, response, rejected);
            }
        };
    }

    /** The same for a missing, malformed, unknown, revoked and expired token, so that nothing is told of which exist. */
    private static GraphError unauthenticated(HttpServletRequest request) {
        boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        return GraphError.of(
                        ErrorKind.UNAUTHENTICATED,
                        "Send a valid token as 'Authorization: Bearer odk_...'; this request has none that is valid now.")
                .withHeader(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"odklep\"" + (tried ? ", error=\"invalid_token\"" : ""));
    }
}
