import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.SqlLockStore;
import org.odklep.store.sql.SqlSignInLog;
import org.odklep.store.sql.SqlUserStore;
import org.odklep.kernel.AccountName;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignInLog;
import org.odklep.user.User;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.odklep.user.UserQuery.Match;
import org.odklep.user.UserQuery.Sort;

/**
 * Asks a server for every page that lists something, as a browser of an administrator does, one request after the other. Pages
 * take turns in blocks, in an order that chance decides, so that whatever disturbs one disturbs all.
 *
 * <p>Arguments: the address of the server, its process, the secret of a session, the database, requests for each page, and
 * optionally a text that the names of the pages have to contain.
 */
public class PageTimes {
    static final int BLOCK = 25;
    static final int WARM_UP = 2;
    static final double WANTED_MILLIS = 100;
    static final double MILLIS_A_TICK = 10;
    static final Random RANDOM = new Random(3);
    static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    static final Pattern ROW = Pattern.compile("<tr>");

    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    final String url;
    final Path process;
    final String secret;
    final List<Page> pages = new ArrayList<>();

    /** A kind of page, and what its requests took. */
    static final class Page {
        final String name;
        final IntFunction<String> path;
        final List<Double> millis = new ArrayList<>();
        double processorMillis;
        long rows;
        String next = "";

        Page(String name, IntFunction<String> path) {
            this.name = name;
            this.path = path;
        }
    }

    PageTimes(String url, String process, String secret) {
        this.url = url;
        this.process = Path.of("/proc/" + process + "/stat");
        this.secret = secret;
    }

    public static void main(String[] arguments) throws Exception {
        PageTimes times = new PageTimes(arguments[0], arguments[1], arguments[2]);
        try (Database database = Database.open(Where.address(arguments[3]))) {
            times.plan(database);
        }
        int requests = Integer.parseInt(arguments[4]);
        if (arguments.length > 5) {
            times.pages.removeIf(page -> !page.name.contains(arguments[5]));
        }
        times.measure(requests);
        System.exit(times.print() ? 0 : 1);
    }

    void plan(Database database) {
        SqlUserStore users = new SqlUserStore(database);
        List<User> some = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            some.addAll(users.list(UserQuery.everybody(5).withText(Match.ANYWHERE, People.last(i))).users());
        }
        Collections.shuffle(some, RANDOM);
        lists(some);
        searches();
        accounts(some, database);
        others();
    }

    void lists(List<User> some) {
        page("home", i -> i % 2 == 0 ? "/" : "/?range=month");
        for (String status : List.of("all", "restricted", "lockedOut", "blocked", "mustChange", "administrators", "neverSignedIn")) {
            for (String sort : List.of("display", "name", "created")) {
                page("users " + status + " by " + sort, i -> "/users?status=" + status + "&sort=" + sort + order(i));
            }
            page("users " + status + ", next pages", "/users?status=" + status);
        }
        for (Sort sort : Sort.values()) {
            String name = sort == Sort.DISPLAY_NAME ? "display" : sort == Sort.NAME ? "name" : "created";
            page("users all by " + name + ", anywhere in the list",
                    i -> "/users?sort=" + name + order(i) + "&after=" + UserPosition.of(some.get(i % some.size()), sort).text());
        }
        page("users as a table, first bytes", i -> "/users/export?sort=display" + order(i));
        for (String status : List.of("active", "ended", "all")) {
            for (String sort : List.of("since", "account", "setby", "end", "refused")) {
                page("restricted " + status + " by " + sort, i -> "/security/restricted-entities?status=" + status + "&sort=" + sort + order(i));
            }
            page("restricted " + status + ", next pages", "/security/restricted-entities?status=" + status);
            page("restricted " + status + ", a search", i -> "/security/restricted-entities?status=" + status + search(People.last(i)));
            page("restricted " + status + ", 2 letters", i -> "/security/restricted-entities?status=" + status + search(People.last(i).substring(0, 2)));
            page("restricted " + status + ", nobody", i -> "/security/restricted-entities?status=" + status + search(nobody(i)));
        }
    }

    void searches() {
        for (String sort : List.of("display", "name", "created")) {
            for (int letters = 1; letters <= 4; letters++) {
                int begin = letters < 3 ? 0 : 1;
                int end = begin + letters;
                page("users, " + letters + " letters by " + sort, i -> users(sort, i, People.last(i).substring(begin, end)));
            }
            page("users, a first name by " + sort, i -> users(sort, i, People.first(i)));
            page("users, two names by " + sort, i -> users(sort, i, People.first(i) + " " + People.last(i)));
            page("users, in a domain by " + sort, i -> users(sort, i, "@d" + i % 20 + ".example"));
            page("users, nobody by " + sort, i -> users(sort, i, nobody(i)));
            page("users, 1 or 2 strange signs by " + sort, i -> users(sort, i, List.of("#", "q", "xq", "~", "ß", "9#").get(i % 6)));
        }
        for (String status : List.of("restricted", "lockedOut", "blocked", "mustChange", "administrators", "neverSignedIn")) {
            page("users " + status + ", 1 letter", i -> "/users?status=" + status + search(People.last(i).substring(0, 1)));
            page("users " + status + ", 3 letters", i -> "/users?status=" + status + search(People.last(i).substring(1, 4)));
            page("users " + status + ", a first name by name", i -> "/users?sort=name&status=" + status + search(People.first(i)));
            page("users " + status + ", nobody", i -> "/users?status=" + status + search(nobody(i)));
        }
        page("users, a search, next pages", "/users?search=" + People.first(7));
        page("guide, suggestions", i -> "/guide/suggestions?account=" + People.last(i).substring(0, 1 + i % 4));
    }

    void accounts(List<User> some, Database database) {
        page("guide, an account", i -> "/guide?account=" + encoded(some.get(i % some.size()).name().value()));
        page("guide, a name", i -> "/guide?account=" + People.first(i));
        page("account", i -> "/users/" + some.get(i % some.size()).id());
        List<SendingRestriction> restricted = new SqlLockStore(database)
                .list(new RestrictionQuery(RestrictionQuery.Status.ALL, "", RestrictionQuery.Sort.SINCE, true, Optional.empty(), 500), Instant.now())
                .restrictions();
        page("a restriction", i -> "/security/restricted-entities/" + restricted.get(i % restricted.size()).id());
        page("account of a restricted user", i -> "/accounts?name=" + encoded(restricted.get(i % restricted.size()).account().value()));
        List<AccountName> busy = new SqlSignInLog(database)
                .list(new SignInLog.Query(Optional.empty(), Optional.empty(), Optional.empty(), 500)).stream()
                .map(each -> each.account()).toList();
        page("account that does much", i -> "/accounts?name=" + encoded(busy.get(i % busy.size()).value()));
        for (String outcome : List.of("all", "success", "failure")) {
            page("sign-ins " + outcome, i -> "/security/sign-ins?outcome=" + outcome);
            page("sign-ins " + outcome + ", next pages", "/security/sign-ins?outcome=" + outcome);
            page("sign-ins " + outcome + ", until a day", i -> "/security/sign-ins?outcome=" + outcome + "&day=" + LocalDate.now().minusDays(1 + i % 28));
            page("sign-ins " + outcome + ", an account", i -> "/security/sign-ins?outcome=" + outcome + "&account=" + encoded(busy.get(i % busy.size()).value()));
        }
        page("message trace", i -> "/security/message-trace");
        page("message trace, an account", i -> "/security/message-trace?account=" + encoded(busy.get(i % busy.size()).value()));
        page("message trace, an account's hours", i -> "/security/message-trace?hours=" + List.of(1, 24, 168).get(i % 3) + "&account=" + encoded(busy.get(i % busy.size()).value()));
        page("audit", i -> "/audit");
        page("audit, next pages", "/audit");
        page("audit, anywhere", i -> "/audit?before=" + (100 + RANDOM.nextInt(10_000)));
        page("audit, an account", i -> "/audit?target=" + encoded(busy.get(i % busy.size()).value()));
    }

    void others() {
        for (String path : List.of("/security/alerts", "/policies/outbound", "/policies/sign-in-protection", "/policies/passwords",
                "/settings/administrators", "/settings/api-tokens", "/settings/gates", "/guide", "/account")) {
            page(path, i -> path);
        }
        page("/policies/sign-in-protection, any page", i -> "/policies/sign-in-protection?blocked=" + 100 * (i % 20));
        page("/policies/outbound, any page", i -> "/policies/outbound?from=" + 100 * (i % 20));
    }

    void page(String name, IntFunction<String> path) {
        pages.add(new Page(name, path));
    }

    /** Each page is the one behind the page before, until the list ends. */
    void page(String name, String first) {
        Page[] walk = new Page[1];
        walk[0] = new Page(name, i -> walk[0].next.isEmpty() ? first : walk[0].next);
        pages.add(walk[0]);
    }

    static String users(String sort, int i, String text) {
        return "/users?sort=" + sort + order(i) + search(text);
    }

    static String order(int i) {
        return "&order=" + (i % 2 == 0 ? "ascending" : "descending");
    }

    static String search(String text) {
        return "&search=" + encoded(text);
    }

    static String nobody(int i) {
        return People.last(i) + People.last(i + 1) + People.last(i + 2);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    void measure(int requests) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            for (Page page : pages) {
                block(page, -1 - i * 10, Math.min(10, requests));
            }
        }
        pages.forEach(page -> {
            page.millis.clear();
            page.rows = 0;
            page.processorMillis = 0;
        });
        List<Page> order = new ArrayList<>(pages);
        for (int done = 0; done < requests; done += BLOCK) {
            Collections.shuffle(order, RANDOM);
            for (Page page : order) {
                block(page, done, Math.min(BLOCK, requests - done));
            }
        }
    }

    void block(Page page, int from, int count) throws Exception {
        double before = processorMillis();
        for (int i = 0; i < count; i++) {
            ask(page, from < 0 ? -from + i : from + i);
        }
        page.processorMillis += processorMillis() - before;
    }

    void ask(Page page, int i) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + page.path.apply(i)))
                .header("Cookie", "odklep=" + secret)
                .build();
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        byte[] body;
        try (InputStream in = answer.body()) {
            body = page.name.contains("first bytes") ? in.readNBytes(2000) : in.readAllBytes();
        }
        page.millis.add((System.nanoTime() - begin) / 1e6);
        if (answer.statusCode() != 200 || answer.uri().getPath().equals("/sign-in")) {
            throw new IllegalStateException(request.uri() + " is answered " + answer.statusCode() + " " + answer.headers());
        }
        String text = new String(body, StandardCharsets.UTF_8);
        page.rows += ROW.matcher(text).results().count();
        Matcher next = NEXT.matcher(text);
        page.next = next.find() ? next.group(1).replace("&amp;", "&") : "";
    }

    /** User and system time of the server so far (proc(5)), to ten milliseconds: good for the sum of many requests. */
    double processorMillis() throws IOException {
        String stat = Files.readString(process);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_A_TICK;
    }

    /** Whether every page is as quick as wanted. */
    boolean print() {
        System.out.println("| page | rows | processor ms | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|---|");
        boolean quick = true;
        for (Page page : pages) {
            double[] sorted = page.millis.stream().mapToDouble(each -> each).sorted().toArray();
            int count = sorted.length;
            double p99 = sorted[(count * 99 - 1) / 100];
            quick &= p99 < WANTED_MILLIS;
            System.out.printf("| %s | %.0f | %.1f | %.1f | %.1f%s | %.1f |%n", page.name, (double) page.rows / count,
                    page.processorMillis / count, sorted[count / 2], p99, p99 < WANTED_MILLIS ? "" : " !", sorted[count - 1]);
        }
        double[] all = pages.stream().flatMap(page -> page.millis.stream()).mapToDouble(each -> each).sorted().toArray();
        System.out.printf("%nAll %d requests: p50 %.1f ms, p99 %.1f ms, longest %.0f ms; wanted: p99 of each page below %.0f ms.%n",
                all.length, all[all.length / 2], all[(all.length * 99 - 1) / 100], all[all.length - 1], WANTED_MILLIS);
        return quick;
    }
}
