// Calls that the test makes of the server at the URL of the first argument; prints one
// line of JSON for each: what was answered, or the name, status and text of the error.
import {
  APIGatewayClient,
  UpdateIntegrationResponseCommand,
} from "@aws-sdk/client-api-gateway";
import {
  ApiGatewayV2Client,
  UpdateIntegrationCommand,
} from "@aws-sdk/client-apigatewayv2";

const [endpoint, calls] = process.argv.slice(2);
const config = {
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
  maxAttempts: 1,
};
const clients = {
  UpdateIntegrationResponse: [
    new APIGatewayClient(config),
    UpdateIntegrationResponseCommand,
  ],
  UpdateIntegration: [new ApiGatewayV2Client(config), UpdateIntegrationCommand],
};

for (const [operation, input] of JSON.parse(calls)) {
  const [client, Command] = clients[operation];
  try {
    const { $metadata, ...answer } = await client.send(new Command(input));
    console.log(JSON.stringify({ status: $metadata.httpStatusCode, answer }));
  } catch (error) {
    const status = error.$metadata?.httpStatusCode;
    const { name, message } = error;
    console.log(JSON.stringify({ status, name, message }));
  }
}
