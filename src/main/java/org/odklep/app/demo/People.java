package org.odklep.app.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.odklep.kernel.AccountName;

/** The people of a town and its school, and their shared mailboxes. */
final class People {
    static final int ALL = 500;
    static final String TOWN = "lipovec.example";
    static final String SCHOOL = "sola-lipovec.example";
    static final String TEACHERS = "učitelji";

    private static final List<String> WOMEN = words(
            "Ana Maja Nina Eva Sara Lara Neža Zala Špela Katja Tjaša Petra Mateja Mojca Barbara Andreja Urška Živa Manca"
                    + " Alenka Nataša Darja Simona Irena Vesna Polona Jožica Milena Marjeta Breda Ajda Brina Klara Lucija Anja"
                    + " Tina Saša Sonja Renata Tanja Helena Jasna Metka Suzana Vida Zdenka Cvetka Ksenija Bojana Žana");
    private static final List<String> MEN = words(
            "Luka Žan Jan Nejc Matej Marko Miha Rok Tomaž Gregor Aleš Boštjan Andraž Blaž Žiga Jure Matjaž Primož Uroš"
                    + " Gašper Anže Tadej Klemen Domen Urban Simon Peter Janez Franc Anton Jožef Stanko Drago Bojan Igor Damjan"
                    + " Samo Dejan Robert Aljaž Vid Maks Tilen David Jernej Lenart Oskar Sašo Črt Borut");
    private static final List<String> SURNAMES = words(
            "Novak Horvat Kovačič Krajnc Zupančič Kovač Potočnik Mlakar Kos Vidmar Golob Turk Božič Kralj Korošec Bizjak"
                    + " Zupan Hribar Kotnik Kavčič Rozman Kastelic Oblak Žagar Petek Kolar Košir Koren Klemenčič Zajc Medved"
                    + " Pirc Jereb Dolenc Petrič Rupnik Lah Jerman Majcen Lesjak Tomažič Erjavec Sever Pavlin Rus Perko Ambrožič"
                    + " Uršič Breznik Štrukelj Jug Mrak Žnidaršič Babič Lešnik Hočevar Cerar Tavčar Vovk Šuštar Čeh Bergant"
                    + " Zorman Smrekar Jarc Primc Šinkovec Žibert Logar Kranjc Podlesnik Resnik Osterman Jenko Cankar Prešeren");
    private static final List<String> FROM_ABROAD = List.of(
            "Giulia Moretti",
            "Francesco De Luca",
            "Anna Müller",
            "Jürgen Weiß",
            "Zoë Lefèvre",
            "Étienne Dubois",
            "Siobhán O’Connor",
            "Małgorzata Nowakowska",
            "Łukasz Wiśniewski",
            "Ayşe Yılmaz",
            "José Ignacio Núñez",
            "Håkon Bjørnstad",
            "Jelena Đorđević",
            "Amra Hadžić",
            "Dragan Petrović",
            "Olena Shevchenko",
            "Katalin Szabó",
            "Ştefan Ionescu",
            "Minh Nguyễn",
            "Aiko Tanaka",
            "Ivana Šimunović",
            "Lejla Begić",
            "Bálint Kőszegi",
            "Fatima Al-Khatib",
            "Mehdi Benali",
            "Ilkka Mäkelä",
            "Sofia Papadopoulou",
            "Björk Jónsdóttir");
    private static final List<String> DEPARTMENTS = List.of(
            "župan in uprava",
            "finance",
            "urbanizem",
            "družbene dejavnosti",
            "informatika",
            "komunala",
            "pravna služba",
            "kultura in turizem",
            "knjižnica",
            "civilna zaščita");
    private static final List<String> SHARED = List.of(
            "novice|Novice Mestne občine Lipovec",
            "info|Informacije",
            "tajnistvo|Tajništvo",
            "vloziste|Vložišče",
            "racuni|E-računi",
            "skener.uprava|Skener v upravi",
            "nadzor|Nadzor strežnikov",
            "prireditve|Prireditve",
            "parkiranje|Parkirne dovolilnice",
            "kadri|Kadrovska služba",
            "podpora|Podpora uporabnikom",
            "javna.narocila|Javna naročila");

    private final Random random;
    private final List<Person> people = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private People(Random random) {
        this.random = random;
    }

    /** Everybody, in an order that says nothing. */
    static List<Person> of(Random random) {
        People people = new People(random);
        SHARED.forEach(people::shared);
        FROM_ABROAD.forEach(people::employee);
        while (people.people.size() < ALL) {
            List<String> given = people.random.nextBoolean() ? WOMEN : MEN;
            people.employee(people.one(given) + " " + people.one(SURNAMES));
        }
        return people.people;
    }

    private void shared(String line) {
        String[] parts = line.split("\\|", 2);
        add(parts[0], parts[1], "skupni predali", TOWN, 0.6);
    }

    private void employee(String name) {
        boolean teaches = random.nextInt(100) < 28;
        add(localPart(name), name, teaches ? TEACHERS : one(DEPARTMENTS), teaches ? SCHOOL : TOWN, diligence());
    }

    private void add(String local, String name, String department, String domain, double diligence) {
        String free = local;
        for (int i = 2; !taken.add(free + "@" + domain); i++) {
            free = local + i;
        }
        people.add(new Person(people.size(), AccountName.of(free + "@" + domain), name, department, diligence));
    }

    private double diligence() {
        return 0.3 + random.nextDouble() * random.nextDouble() * 3;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** As mail systems make names: {@code Žana Štrukelj} is {@code zana.strukelj}. */
    static String localPart(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return plain.replace("đ", "dj")
                .replace("ł", "l")
                .replace("ø", "o")
                .replace("ß", "ss")
                .replace("ı", "i")
                .replaceAll("[^a-z ]", "")
                .replaceAll(" +", ".");
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
