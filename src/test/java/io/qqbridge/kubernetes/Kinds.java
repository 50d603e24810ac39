package io.qqbridge.kubernetes;

import static java.util.Map.entry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;

import java.util.Map;

/**
 * The kinds of objects that the manifests have, as classes that were generated from the schemas of
 * Kubernetes, of Prometheus' operator and of Strimzi.
 */
final class Kinds {
    private static final Map<String, Class<?>> CLASSES =
            Map.ofEntries(
                    entry("v1 ConfigMap", ConfigMap.class),
                    entry("v1 Namespace", Namespace.class),
                    entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
                    entry("v1 Secret", Secret.class),
                    entry("v1 Service", Service.class),
                    entry("apps/v1 StatefulSet", StatefulSet.class),
                    entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
                    entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
                    entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
                    entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
                    entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
                    entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
                    entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
                    entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

    private static final ObjectMapper STRICT = strict();

    private Kinds() {}

    /** The classes would keep a field that they do not know, or pass over it. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                MapperConfig<?> config, Annotated type) {
            return super.findPropertyIgnoralByName(config, type).withoutIgnoreUnknown();
        }
    }

    /**
     * No unknown field, and no number or truth where a text is wanted, as the API server has it.
     */
    private static ObjectMapper strict() {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .annotationIntrospector(new NothingElse())
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    /**
     * Reads a manifest.
     *
     * @throws JsonProcessingException if its kind is unknown, or it has a field that its kind has
     *     not, or a value of another type
     */
    static Object read(JsonNode manifest) throws JsonProcessingException {
        String kind = manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
        Class<?> type = CLASSES.get(kind);
        if (type == null) {
            throw new JsonProcessingException("there is no kind " + kind) {
                private static final long serialVersionUID = 1;
            };
        }
        return STRICT.treeToValue(manifest, type);
    }
}
