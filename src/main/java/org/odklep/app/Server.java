package org.odklep.app;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** The server process. */
@SpringBootApplication(scanBasePackages = {"org.odklep.app", "org.odklep.web"})
@ConfigurationPropertiesScan(basePackageClasses = Settings.class)
public class Server {
    /** Starts the server; returns when it answers. */
    static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Server.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(context -> WrongSettings.refuse(context.getEnvironment()))
                .run(arguments);
    }
}
