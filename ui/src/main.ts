// The window's page: styles, then the frame.
import { mount } from "svelte";
import App from "./App.svelte";
import "./style/all.css";

const target = document.getElementById("app");
if (target) mount(App, { target });
