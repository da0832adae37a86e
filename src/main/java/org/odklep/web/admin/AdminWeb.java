package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.user.Users;
import org.odklep.web.admin.frame.ReaderChoices;
import org.odklep.web.admin.session.Visitor;
import org.odklep.web.admin.words.Language;
import org.odklep.web.admin.words.Words;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the methods of our controllers may ask for: {@link Actor}, who is signed in, and {@link Words}. */
@Configuration(proxyBeanMethods = false)
class AdminWeb implements WebMvcConfigurer {
    private static final String[] NOT_PAGES = {
        "/webjars/**", "/css/**", "/img/**", "/js/**", "/v1.0/**", "/openapi.json"
    };

    private final Language language = new Language();
    private final WordsOf words;
    private final ProofGuard guard;

    AdminWeb(
            MessageSource messages,
            OrganisationDecision organisation,
            Proofs proofs,
            Users users,
            InstantSource clock) {
        this.guard = new ProofGuard(proofs, users, clock);
        this.words = new WordsOf(messages, organisation, language);
    }

    @Bean
    Language localeResolver() {
        return language;
    }

    @Bean
    WordsOf wordsOf() {
        return words;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ReaderChoices(language)).excludePathPatterns(NOT_PAGES);
        registry.addInterceptor(new AroundPages(words)).excludePathPatterns(NOT_PAGES);
        registry.addInterceptor(new OneOfEach()).excludePathPatterns(NOT_PAGES);
        registry.addInterceptor(guard).excludePathPatterns(NOT_PAGES);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new FromRequest());
    }

    /** The words for the reader of a request. */
    record WordsOf(MessageSource messages, OrganisationDecision organisation, Language language) {
        Words of(HttpServletRequest request) {
            return new Words(messages, language.resolveLocale(request), organisation.zone());
        }
    }

    private final class FromRequest implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            Class<?> type = parameter.getParameterType();
            return isOurs(parameter.getContainingClass()) && (type == Actor.class || type == Words.class);
        }

        private static boolean isOurs(Class<?> controller) {
            String ours = AdminWeb.class.getPackageName();
            String name = controller.getPackageName();
            return name.equals(ours) || name.startsWith(ours + ".");
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest web,
                @Nullable WebDataBinderFactory binders) {
            HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
            return parameter.getParameterType() == Words.class
                    ? words.of(request)
                    : Visitor.of(request)
                            .orElseThrow(
                                    () -> new IllegalStateException("a page for nobody: " + request.getRequestURI()));
        }
    }
}
