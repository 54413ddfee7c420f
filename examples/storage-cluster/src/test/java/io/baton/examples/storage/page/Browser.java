// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.page;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window. */
final class Browser implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    /** Kept, so that its level is; the warnings are about commands of the browser that are not used here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final Duration BOUND = Duration.ofMinutes(2);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Path profile) {
        if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(DRIVER)) {
            throw new AssertionError("there is no " + PROGRAM + " or no " + DRIVER
                    + "; install them (Debian: apt-get install chromium chromium-driver)");
        }
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1280,860",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Shows a page, marked so that it is seen whether it has been loaded anew since. */
    void open(URI url) {
        driver.get(url + "/");
        driver.executeScript("window.notReloaded = true");
    }

    boolean isSamePage() {
        return Boolean.TRUE.equals(driver.executeScript("return window.notReloaded === true"));
    }

    String text(String id) {
        return String.valueOf(driver.executeScript("return document.getElementById(arguments[0]).innerText", id));
    }

    /** Where the link leads. */
    String target(String id) {
        return String.valueOf(driver.findElement(By.id(id)).getDomAttribute("href"));
    }

    /** How many elements there are. */
    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** The cells of the first row of a table's body; of none if it is empty. */
    List<String> firstRow(String id) {
        Object cells = driver.executeScript(
                "return [...(document.getElementById(arguments[0]).rows[0] || {cells: []}).cells].map(c => c.innerText)",
                id);
        return cells instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Waits until an element shows a text. */
    void awaitText(String id, String text) {
        Awaitility.await(id + " shows " + text)
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> text(id).contains(text));
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
