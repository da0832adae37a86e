package org.odklep.web.admin.session;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.List;
import org.odklep.account.Administrators;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The filter chain of everything that the API's chain does not take. */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; "
            + "img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    /** Where files lie that are the same for everybody. */
    static final List<String> ASSETS = List.of("/webjars/", "/css/", "/img/");

    private static final String[] OPEN_TO_ALL = {
        "/sign-in", "/set-up", "/webjars/**", "/css/**", "/img/**", "/health/**", "/metrics"
    };

    @Bean
    @Order(2)
    SecurityFilterChain adminPages(HttpSecurity http, Administrators administrators, InstantSource clock) {
        return http.authenticationProvider(new PasswordSignIn(administrators, clock))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN_TO_ALL)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("name")
                        .passwordParameter("password")
                        .successHandler(new AfterSignIn())
                        .failureHandler(new AfterRefusal()))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signedOut"))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
                .csrf(csrf -> csrf.csrfTokenRepository(new FormTokens()))
                .requestCache(RequestCacheConfigurer::disable)
                .exceptionHandling(refusal ->
                        refusal.authenticationEntryPoint(new ToSignIn()).accessDeniedHandler(new Forbidden()))
                .headers(AdminSecurity::headers)
                .addFilterBefore(new CredentialsOnce(), CsrfFilter.class)
                .addFilterAfter(new SessionGuard(administrators, clock), SecurityContextHolderFilter.class)
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(frames -> frames.deny())
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
