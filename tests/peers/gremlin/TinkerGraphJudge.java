/**
 * TinkerGraph on TinkerPop's own example graphs: reads {graph, query, computer} as JSON, one question a line, evaluates the
 * text with TinkerPop's own grammar, and answers each with its rows as tagged JSON or with the class of its error.
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tinkerpop.gremlin.language.grammar.GremlinAntlrToJava;
import org.apache.tinkerpop.gremlin.language.grammar.GremlinQueryParser;
import org.apache.tinkerpop.gremlin.process.traversal.Path;
import org.apache.tinkerpop.gremlin.process.traversal.Traversal;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.process.traversal.step.util.BulkSet;
import org.apache.tinkerpop.gremlin.process.traversal.step.util.Tree;
import org.apache.tinkerpop.gremlin.process.traversal.strategy.verification.ReadOnlyStrategy;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Graph;
import org.apache.tinkerpop.gremlin.structure.Property;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.structure.VertexProperty;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerFactory;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;
import org.apache.tinkerpop.shaded.jackson.databind.JsonNode;
import org.apache.tinkerpop.shaded.jackson.databind.ObjectMapper;

class TinkerGraphJudge {
  static final ObjectMapper json = new ObjectMapper();
  static final Map<String, Graph> graphs = new HashMap<>();
  /** Beyond this many rows a query is not compared. */
  static final int MOST_ROWS = 5_000;
  static final int SECONDS = 5;

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    ExecutorService workers = Executors.newCachedThreadPool(work -> {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    });
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      JsonNode ask = json.readTree(line);
      Graph graph = graphs.computeIfAbsent(ask.get("graph").asText(), TinkerGraphJudge::load);
      boolean computer = ask.path("computer").asBoolean();
      out.println(json.writeValueAsString(answer(workers, () -> rows(graph, ask.get("query").asText(), computer))));
    }
    out.flush();
    System.exit(0);
  }

  static Graph load(String name) {
    switch (name) {
      case "modern": return TinkerFactory.createModern();
      case "classic": return TinkerFactory.createClassic();
      case "crew": return TinkerFactory.createTheCrew();
      case "sink": return TinkerFactory.createKitchenSink();
      case "grateful": return TinkerFactory.createGratefulDead();
      default: return TinkerGraph.open();
    }
  }

  static Map<String, Object> answer(ExecutorService workers, Callable<List<Object>> question) {
    Future<List<Object>> work = workers.submit(question);
    try {
      return Map.of("rows", work.get(SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      return Map.of("error", cause.getClass().getSimpleName(), "message", String.valueOf(cause.getMessage()));
    } catch (TimeoutException | InterruptedException late) {
      work.cancel(true);
      return Map.of("error", "Timeout", "message", "");
    }
  }

  static List<Object> rows(Graph graph, String query, boolean computer) throws Exception {
    GraphTraversalSource g = graph.traversal().withStrategies(ReadOnlyStrategy.instance());
    Object result = GremlinQueryParser.parse(query, new GremlinAntlrToJava(computer ? g.withComputer() : g));
    List<Object> rows = new ArrayList<>();
    if (!(result instanceof Iterator<?>) && !(result instanceof Collection<?>)) rows.add(told(result));
    else {
      Iterator<?> all = result instanceof Iterator<?> iterator ? iterator : ((Collection<?>) result).iterator();
      while (all.hasNext()) {
        rows.add(told(all.next()));
        if (rows.size() > MOST_ROWS) throw new TooManyRows();
      }
    }
    if (result instanceof Traversal<?, ?> traversal) traversal.close();
    return rows;
  }

  static class TooManyRows extends RuntimeException {}

  /** A value as JSON: an array whose first item says the sort, save for texts, booleans and null. */
  static Object told(Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) return value;
    if (value instanceof Number number) return number(number);
    if (value instanceof Vertex vertex) return list("v", vertex.id().toString());
    if (value instanceof Edge edge) return list("e", edge.id().toString());
    if (value instanceof VertexProperty<?> property) return list("vp", property.key(), told(property.value()));
    if (value instanceof Property<?> property) return list("p", property.key(), told(property.value()));
    if (value instanceof Path path) {
      List<Object> labels = new ArrayList<>();
      path.labels().forEach(each -> labels.add(each.stream().sorted().toList()));
      return list("path", all(path.objects()), labels);
    }
    if (value instanceof Tree<?> || value instanceof Map<?, ?>) return map((Map<?, ?>) value);
    if (value instanceof Map.Entry<?, ?> entry) return list("map", Arrays.asList(told(entry.getKey()), told(entry.getValue())));
    if (value instanceof BulkSet<?> bulk) return tagged("bulk", bulk);
    if (value instanceof Set<?> set) return tagged("set", set);
    if (value instanceof Collection<?> items) return tagged("list", items);
    if (value instanceof Object[] items) return tagged("list", Arrays.asList(items));
    if (value instanceof OffsetDateTime date) return list("date", date.toInstant().toEpochMilli());
    if (value instanceof Date date) return list("date", date.getTime());
    if (value instanceof UUID uuid) return list("uuid", uuid.toString());
    if (value instanceof Character letter) return letter.toString();
    if (value instanceof Enum<?> token) return list(token.getDeclaringClass().getSimpleName(), token.name());
    if (value instanceof Graph graph)
      return list("graph", all(graph.traversal().V().toList()), all(graph.traversal().E().toList()));
    return list("other", value.getClass().getSimpleName());
  }

  static Object number(Number number) {
    String type = number.getClass().getSimpleName().toLowerCase();
    return list("number", type.equals("integer") ? "int" : type.equals("biginteger") ? "bigint" : type, number.toString());
  }

  static Object map(Map<?, ?> map) {
    List<Object> told = list("map");
    map.forEach((key, value) -> told.add(Arrays.asList(told(key), told(value))));
    return told;
  }

  static List<Object> all(Collection<?> values) {
    List<Object> told = new ArrayList<>();
    for (Object value : values) told.add(told(value));
    return told;
  }

  static List<Object> tagged(String sort, Collection<?> items) {
    List<Object> told = all(items);
    told.add(0, sort);
    return told;
  }

  static List<Object> list(Object... items) {
    return new ArrayList<>(Arrays.asList(items));
  }
}
