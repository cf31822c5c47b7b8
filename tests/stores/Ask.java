import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.tdb2.TDB2Factory;

/** Loads the files named after the first two arguments (folders of a TDB2 database and of queries) and prints each query's rows. */
public class Ask {
    public static void main(String[] arguments) throws Exception {
        Dataset dataset = TDB2Factory.connectDataset(arguments[0]);
        dataset.begin(ReadWrite.WRITE);
        for (int i = 2; i < arguments.length; i++) {
            RDFDataMgr.read(dataset, arguments[i]);
        }
        dataset.commit();
        dataset.end();
        dataset.begin(ReadWrite.READ);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var files = Files.list(Path.of(arguments[1]))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                try (QueryExecution asked = QueryExecutionFactory.create(Files.readString(file), dataset)) {
                    var bytes = new ByteArrayOutputStream();
                    ResultSetFormatter.outputAsJSON(bytes, asked.execSelect());
                    out.println(file.getFileName() + "\t" + Base64.getEncoder().encodeToString(bytes.toByteArray()));
                }
            }
        }
        dataset.end();
    }
}
