package org.odklep.web.admin.session;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.List;
import org.odklep.signin.WebSessions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.servlet.FlashMapManager;

/** The filter chain of everything that the API's chain does not take. */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {
    /** Where files lie that are the same for everybody. */
    static final List<String> ASSETS = List.of("/webjars/", "/css/", "/img/", "/js/");

    private static final String[] OPEN_TO_ALL = {
        "/sign-in",
        "/sign-in/openid",
        "/sign-in/openid/back",
        "/set-up",
        "/webjars/**",
        "/css/**",
        "/img/**",
        "/js/**",
        "/health/**",
        "/metrics"
    };

    /** Of the memory. */
    private static final int PART_FOR_FORMS = 8;

    @Bean
    @Order(2)
    SecurityFilterChain adminPages(HttpSecurity http, SessionCookie cookie, WebSessions sessions, InstantSource clock) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(OPEN_TO_ALL)
                                .permitAll()
                                .requestMatchers("/error")
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(new FormTokens(cookie)))
                .requestCache(RequestCacheConfigurer::disable)
                .exceptionHandling(refusal ->
                        refusal.authenticationEntryPoint(new ToSignIn()).accessDeniedHandler(new Forbidden()))
                .addFilterAfter(new SessionGuard(cookie, sessions, clock), HeaderWriterFilter.class)
                .addFilterBefore(new FromHere(), CsrfFilter.class)
                .addFilterBefore(new FilesOfEditors(), CsrfFilter.class)
                .addFilterBefore(new FormRoom(Runtime.getRuntime().maxMemory() / PART_FOR_FORMS), CsrfFilter.class)
                .addFilterBefore(new CredentialsOnce(), CsrfFilter.class)
                .build();
    }

    @Bean
    FlashMapManager flashMapManager() {
        return new Outcomes();
    }
}
