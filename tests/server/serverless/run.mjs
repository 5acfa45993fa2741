// Runs hooks of a Serverless plugin against the server at the URL of the first argument.
// The second is JSON: the plugin's package, the hooks, the service as in serverless.yml,
// and the outputs of its stack. Of Serverless itself there is what the plugins call: its
// configuration, its log, and the AWS provider's requests, by the SDK that it uses.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const AWS = require("aws-sdk");

const [endpoint, text] = process.argv.slice(2);
const { plugin, hooks, service, outputs } = JSON.parse(text);
AWS.config.update({ region: "us-east-1", maxRetries: 0 });
AWS.config.apigateway = { endpoint };

const stacks = {
  describeStacks: () => ({
    Stacks: [
      {
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        })),
      },
    ],
  }),
};
const provider = {
  naming: { getApiGatewayName: () => "pets", getStackName: () => "pets-dev" },
  request: async (name, method, params) =>
    name === "CloudFormation"
      ? stacks[method](params)
      : new AWS[name]()[method](params).promise(),
};
const serverless = {
  service: { ...service, getFunction: (name) => service.functions[name] },
  providers: { aws: provider },
  getProvider: () => provider,
  cli: { log: (line) => console.log(line) },
};

const Plugin = require(plugin);
const loaded = new Plugin(serverless, { stage: "dev", region: "us-east-1" });
for (const hook of hooks) {
  await loaded.hooks[hook]();
}
